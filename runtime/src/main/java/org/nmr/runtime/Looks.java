// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is looked at each second, on one thread, until the JVM ends. Confined to that thread. */
final class Looks {
    private final PrintStream out;

    /** What was said last of a look that failed: one that fails each second is said once. */
    private String said = "";

    Looks(PrintStream out) {
        this.out = out;
    }

    /** Begins in a second. */
    static void each(PrintStream out, Runnable... looks) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "nmr-load");
            thread.setDaemon(true);
            return thread;
        });
        List<Runnable> all = List.of(looks);
        Looks running = new Looks(out);
        Future<?> unused = executor.scheduleWithFixedDelay(() -> all.forEach(running::attempt), 1, 1, TimeUnit.SECONDS);
    }

    /** One look that fails must not end the others, and the executor runs no more what has thrown. */
    void attempt(Runnable look) {
        try {
            look.run();
        } catch (IllegalStateException stopping) {
            return; // the framework stops, or a bundle was uninstalled meanwhile: the next look sees what is there
        } catch (Throwable failed) { // also an Error: a later look may have the memory that this one had not
            say("nmr: could not look at the load folder: " + Causes.text(failed));
        }
    }

    private void say(String text) {
        if (!text.equals(said)) {
            said = text;
            out.println(BundleFiles.printable(text));
        }
    }
}
