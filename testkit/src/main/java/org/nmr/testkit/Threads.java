// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a thread for each task. Daemons, so that one that is stuck does not hold up the JVM. */
final class Threads {
    static final String NAME = "testkit-";

    private final AtomicInteger count = new AtomicInteger();

    <T> Running<T> start(Callable<T> task) {
        String name = NAME + count.incrementAndGet();
        Running<T> running = new Running<>(name, task);
        running.start();
        return running;
    }
}
