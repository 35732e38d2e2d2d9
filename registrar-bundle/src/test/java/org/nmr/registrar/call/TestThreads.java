// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.concurrent.Executor;

/** Threads that tests start. */
final class TestThreads {
    /** Runs each task on a new thread with the name "other". */
    static final Executor NAMED = task -> start(task, "other");

    private TestThreads() {}

    static Thread start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.start();
        return thread;
    }

    static void run(Runnable task) throws InterruptedException {
        start(task, "run").join();
    }
}
