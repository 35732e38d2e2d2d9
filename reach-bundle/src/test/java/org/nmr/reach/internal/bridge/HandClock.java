// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nmr.reach.internal.bridge.work.Clock;

/** A clock that a test drives. What is due at once runs at once, on the thread that asks. */
final class HandClock implements Clock {
    private final List<Planned> planned = new ArrayList<>();
    private long now;

    private record Planned(long at, Runnable action) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
            return () -> {};
        }
        synchronized (this) {
            Planned plan = new Planned(now + delay.toNanos(), action);
            planned.add(plan);
            return () -> forget(plan);
        }
    }

    private synchronized void forget(Planned plan) {
        planned.remove(plan);
    }

    /** Lets time pass, action by action. */
    void pass(Duration time) {
        long end = nanoTime() + time.toNanos();
        for (Planned next = next(end); next != null; next = next(end)) {
            next.action.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    /** Time passes in which this process did not run: then all that was due runs. */
    synchronized void jump(Duration time) {
        now += time.toNanos();
    }

    private synchronized Planned next(long end) {
        Planned next = planned.stream()
                .filter(each -> each.at <= end)
                .min(Comparator.comparingLong(Planned::at))
                .orElse(null);
        if (next != null) {
            planned.remove(next);
            now = Math.max(now, next.at);
        }
        return next;
    }
}
