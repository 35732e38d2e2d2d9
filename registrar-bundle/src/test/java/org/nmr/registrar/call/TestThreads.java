// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;

/** Threads that tests start. */
public final class TestThreads {
    /** Runs each task on a new thread with the name "other". */
    static final Executor NAMED = task -> start(task, "other");

    private TestThreads() {}

    static Thread start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.start();
        return thread;
    }

    /** Starts a virtual thread; a platform thread on a JDK that has none. */
    public static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return start(task, "platform");
        }
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        return (Thread) start.invoke(null, task);
    }

    static void run(Runnable task) throws InterruptedException {
        start(task, "run").join();
    }
}
