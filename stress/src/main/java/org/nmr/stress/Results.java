// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What has happened: counts, and broken promises. */
final class Results {
    private static final int SHOWN = 20;

    /** Not changed after the constructor. */
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicLong brokenCount = new AtomicLong();

    Results() {
        for (Count what : Count.values()) {
            counts.put(what, new LongAdder());
        }
    }

    void count(Count what) {
        adder(what).increment();
    }

    long get(Count what) {
        return adder(what).sum();
    }

    private LongAdder adder(Count what) {
        return Objects.requireNonNull(counts.get(what));
    }

    /** The first few are kept in words. */
    void broken(String promise) {
        if (brokenCount.getAndIncrement() < SHOWN) {
            broken.add(promise);
        }
    }

    boolean isClean() {
        return brokenCount.get() == 0;
    }

    @Override
    public String toString() {
        String lines = Arrays.stream(Count.values())
                .map(what -> what.name().toLowerCase(Locale.ROOT) + "=" + get(what))
                .collect(Collectors.joining(" "));
        String promises = broken.stream().map(each -> "\nbroken: " + each).collect(Collectors.joining());
        return lines + " broken=" + brokenCount.get() + promises;
    }
}
