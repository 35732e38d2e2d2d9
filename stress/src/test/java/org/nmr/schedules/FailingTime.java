// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;

/**
 * A clock that throws an Error each few times, until it is repaired. Each wait is over at once and moves it on by its
 * time.
 */
final class FailingTime implements Timing {
    private static final int EACH = 7;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isRepaired;

    void repair() {
        isRepaired = true;
    }

    @Override
    public long nanoTime() {
        if (!isRepaired && asked.incrementAndGet() % EACH == 0) {
            throw new StackOverflowError("the clock");
        }
        return now.get();
    }

    @Override
    public boolean await(Latch latch, long nanos) {
        now.addAndGet(nanos);
        return latch.isOpen();
    }
}
