// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.ERROR;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nmr.Deregistration;
import org.nmr.registrar.unload.Interrupts;

/**
 * The wait of one thread after which no thread waits, because the framework or the component runtime goes on. An
 * Error, such as that of a full heap, is no reason to let it go on: the wait is tried again each second.
 */
final class LastWait {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Deregistration> unload;
    private final System.Logger log;

    /** The end as it was last begun; null until that has succeeded once. */
    private @Nullable Deregistration end;

    private boolean reported;
    private boolean interrupted;

    /**
     * Makes the wait.
     *
     * @param unload begins the end; is repeated, as what an Error has interrupted may have to be
     */
    LastWait(Supplier<Deregistration> unload, System.Logger log) {
        this.unload = unload;
        this.log = log;
    }

    /**
     * Blocks until the end is complete.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}
     */
    void await() {
        try {
            while (!attempt()) {
                pause();
            }
        } finally {
            if (interrupted) {
                Interrupts.restore();
            }
        }
    }

    private boolean attempt() {
        try {
            end = unload.get();
            end.await();
            return true;
        } catch (Error failed) {
            report(failed);
            return end != null && end.isComplete();
        }
    }

    private void report(Error failed) {
        if (reported) {
            return;
        }
        reported = true;
        try {
            log.log(ERROR, "an Error has interrupted an unload. The registrar tries again each second", failed);
        } catch (Throwable logFailed) { // the log's code
            failed.addSuppressed(logFailed);
        }
    }

    private void pause() {
        interrupted |= Thread.interrupted(); // restored when the wait is over
        LockSupport.parkNanos(PAUSE);
    }
}
