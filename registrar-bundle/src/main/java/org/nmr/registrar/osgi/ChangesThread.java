// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the thread that follows changes; it exists only while there is something to do, and shortly after. */
final class ChangesThread {
    private ChangesThread() {}

    /** Runs something on a thread of its own, which may block. */
    static void start(Runnable work) {
        thread(work).start();
    }

    static ScheduledExecutorService create() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, ChangesThread::thread, new ThreadPoolExecutor.DiscardPolicy());
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /** Started by threads of modules, of which it must keep nothing. */
    private static Thread thread(Runnable work) {
        boolean inheritThreadLocals = false;
        Thread thread = new Thread(null, work, "nmr-changes", /* stackSize= */ 0, inheritThreadLocals);
        thread.setDaemon(true);
        thread.setContextClassLoader(ChangesThread.class.getClassLoader());
        return thread;
    }
}
