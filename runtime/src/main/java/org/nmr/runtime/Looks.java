// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is looked at each second, on one thread, until the JVM ends. */
final class Looks {
    private Looks() {}

    /** Begins in a second. */
    static void each(Runnable... looks) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "nmr-load");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                executor.scheduleWithFixedDelay(() -> List.of(looks).forEach(Looks::attempt), 1, 1, TimeUnit.SECONDS);
    }

    /** One look that fails must not end the others. */
    private static void attempt(Runnable look) {
        try {
            look.run();
        } catch (IllegalStateException stopping) {
            return; // the framework stops, or a bundle was uninstalled meanwhile: the next look sees what is there
        } catch (RuntimeException failed) {
            System.err.println("nmr: could not look at the load folder: " + failed);
        }
    }
}
