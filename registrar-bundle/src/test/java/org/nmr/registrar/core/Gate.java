// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place where one thread waits until another lets it go on. */
final class Gate {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits at the gate; for scripts, so that it throws nothing checked. */
    void pass() {
        arrived.countDown();
        await(opened, "nobody has opened the gate");
    }

    void awaitArrival() {
        await(arrived, "nobody has arrived at the gate");
    }

    void open() {
        opened.countDown();
    }

    static void await(CountDownLatch latch, String complaint) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), complaint);
        } catch (InterruptedException e) {
            throw new AssertionError(complaint, e);
        }
    }
}
