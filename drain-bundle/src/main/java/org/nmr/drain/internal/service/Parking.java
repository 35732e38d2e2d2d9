// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.nmr.drain.internal.rules.Keys;

/** Where calls wait for replacements; the number of threads is limited. */
final class Parking {
    private final IntSupplier limit;
    private final AtomicInteger threads = new AtomicInteger();

    Parking(IntSupplier limit) {
        this.limit = limit;
    }

    /**
     * Waits for the replacement, until the hold is over.
     *
     * @param standIn makes the exception
     * @param atMost how long the hold is, for the exception
     * @return what replaces the original
     * @throws org.osgi.framework.ServiceException if none comes
     */
    Original await(StandIn standIn, Phase.Held held, Duration atMost) {
        int most = limit.getAsInt();
        if (threads.incrementAndGet() > most) {
            threads.decrementAndGet();
            throw standIn.gone("expected at most " + most + " threads that wait for replacements ("
                    + Keys.CONFIGURED_THREADS + "), and so many wait already");
        }
        try {
            long left = held.until() - System.nanoTime();
            Optional<Original> next = held.replacement().get(left, TimeUnit.NANOSECONDS);
            return next.orElseThrow(() -> standIn.gone("no replacement has come within " + atMost));
        } catch (TimeoutException late) {
            throw standIn.gone("no replacement has come within " + atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw standIn.gone("this thread was interrupted while it waited for a replacement");
        } catch (ExecutionException impossible) {
            throw new AssertionError("it is completed normally only", impossible);
        } finally {
            threads.decrementAndGet();
        }
    }

    int threads() {
        return threads.get();
    }
}
