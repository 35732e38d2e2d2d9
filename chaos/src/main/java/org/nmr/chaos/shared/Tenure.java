// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One registration of a plain service that has asked to be drained, or one object of it: from before it can be called
 * until its provider has been told that no call is inside.
 *
 * <p>Two things make a call protected. It comes through a stand-in; or the service was registered, and ends, while all
 * that drains ran without a change. For objects only the latter holds, because a bundle that drains and has stopped
 * does not see the end of consumers.
 */
public final class Tenure {
    private static final long NEVER = -1;

    private final Ledger ledger;
    private final String name;
    private final LongSupplier shield;
    private final @Nullable Tenure service;
    private volatile boolean isExempt;

    /** Those that are inside; the map is not changed after the constructor. */
    private final Map<Way, AtomicInteger> inside = new EnumMap<>(Way.class);

    /** Open when the end is near, so that calls end in the middle of it. */
    private final CountDownLatch ending = new CountDownLatch(1);

    private final AtomicBoolean isOver = new AtomicBoolean();

    /** What the shield was when the service was registered; an object asks its service. */
    private final long seen;

    /**
     * Begins that of a service which is going to be registered.
     *
     * @param ledger where it is written down
     * @param name for people
     * @param shield the number of the time in which all that drains runs without a change; below 0 if it does not
     */
    public Tenure(Ledger ledger, String name, LongSupplier shield) {
        this(ledger, name, shield, null, shield.getAsLong());
    }

    private Tenure(Ledger ledger, String name, LongSupplier shield, @Nullable Tenure service, long seen) {
        this.ledger = ledger;
        this.name = name;
        this.shield = shield;
        this.service = service;
        this.seen = seen;
        for (Way way : Way.values()) {
            inside.put(way, new AtomicInteger());
        }
    }

    /**
     * Begins that of an object which the service gives to one consumer.
     *
     * @return the tenure of the object
     */
    public Tenure ofObject() {
        return new Tenure(ledger, "an object of " + name, shield, this, NEVER);
    }

    /** The service was registered, or the object got, by a bundle that stops already: it need not be drained. */
    public void exempt() {
        isExempt = true;
    }

    private boolean isSteady() {
        long before = service == null ? seen : service.seen;
        boolean isDrained = !isExempt && (service == null || !service.isExempt);
        return isDrained && before >= 0 && shield.getAsLong() == before;
    }

    /**
     * A call begins.
     *
     * @param way how the caller came to it
     * @return to be closed at its end
     */
    public Stay enter(Way way) {
        Stay outer = service == null ? () -> {} : service.enter(way);
        AtomicInteger number = of(way);
        number.incrementAndGet();
        if (isOver.get()) {
            broken(way, Rule.LATE_CALL, "a call begins after the end of ");
        }
        AtomicBoolean isInside = new AtomicBoolean(true);
        return () -> {
            if (isInside.getAndSet(false)) {
                number.decrementAndGet();
                outer.close();
            }
        };
    }

    private AtomicInteger of(Way way) {
        return Objects.requireNonNull(inside.get(way));
    }

    private void broken(Way way, Rule rule, String how) {
        boolean isSteady = isSteady();
        if (isSteady || (way == Way.COUNTED && service == null)) {
            ledger.broken(
                    rule,
                    how + name + " (" + way + (isSteady ? ", while nothing that drains changed)" : ")") + trace());
        } else {
            ledger.count(Count.PLAIN_CUT);
        }
    }

    private static String trace() {
        return Arrays.stream(Thread.currentThread().getStackTrace())
                .skip(1)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }

    /** The provider is about to end it. */
    public void endSoon() {
        ending.countDown();
    }

    /**
     * Waits inside a call until the end is near, but not for long.
     *
     * @param millis at most
     */
    public void awaitEnd(int millis) {
        try {
            if (ending.await(millis, TimeUnit.MILLISECONDS)) {
                ledger.count(Count.DRAINED_DURING_END);
            }
        } catch (InterruptedException e) {
            ledger.count(Count.INTERRUPTS);
        }
    }

    /** The provider was told of the end, so no call is inside. Later calls change nothing. */
    public void over() {
        endSoon();
        if (isOver.getAndSet(true)) {
            return;
        }
        for (Way way : Way.values()) {
            int left = of(way).get();
            if (left > 0) {
                broken(
                        way,
                        Rule.CUT_CALL,
                        left + " calls, or objects that were handed out, are cut off by the end of ");
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
