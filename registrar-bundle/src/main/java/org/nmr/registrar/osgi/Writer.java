package org.nmr.registrar.osgi;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the thread that writes service properties; it exists only while there is something to write, and shortly after. */
final class Writer {
    private Writer() {}

    static ScheduledExecutorService create() {
        ScheduledThreadPoolExecutor writer =
                new ScheduledThreadPoolExecutor(1, Writer::thread, new ThreadPoolExecutor.DiscardPolicy());
        writer.setKeepAliveTime(1, TimeUnit.SECONDS);
        writer.allowCoreThreadTimeOut(true);
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return writer;
    }

    /** Started by threads of modules, of which it must keep nothing. */
    private static Thread thread(Runnable work) {
        boolean inheritThreadLocals = false;
        Thread thread = new Thread(null, work, "nmr-changes", /* stackSize= */ 0, inheritThreadLocals);
        thread.setDaemon(true);
        thread.setContextClassLoader(Writer.class.getClassLoader());
        return thread;
    }
}
