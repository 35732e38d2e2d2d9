// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What has happened: counts, and broken rules. Its size does not depend on how long the run lasts. */
public final class Ledger {
    private static final int SHOWN = 20;

    /** Neither map is changed after the constructor. */
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    private final Map<Rule, AtomicLong> broken = new EnumMap<>(Rule.class);

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    /** Makes an empty one. */
    public Ledger() {
        for (Count what : Count.values()) {
            counts.put(what, new LongAdder());
        }
        for (Rule rule : Rule.values()) {
            broken.put(rule, new AtomicLong());
        }
    }

    /**
     * Counts one.
     *
     * @param what of this
     */
    public void count(Count what) {
        Objects.requireNonNull(counts.get(what)).increment();
    }

    /**
     * Returns a count.
     *
     * @param what of this
     * @return how often it was counted
     */
    public long get(Count what) {
        return Objects.requireNonNull(counts.get(what)).sum();
    }

    /**
     * Notes that a rule was broken; the first few of each are kept in words.
     *
     * @param rule which one
     * @param how for people
     */
    public void broken(Rule rule, String how) {
        if (Objects.requireNonNull(broken.get(rule)).getAndIncrement() < SHOWN) {
            texts.add(rule + ": " + how);
        }
    }

    /**
     * Notes that a rule was broken if a condition does not hold.
     *
     * @param holds the condition
     * @param rule which one
     * @param otherwise for people
     * @param subject what it is about
     */
    public void require(boolean holds, Rule rule, String otherwise, Object subject) {
        if (!holds) {
            broken(rule, otherwise + ": " + subject);
        }
    }

    /**
     * Returns how often a rule was broken.
     *
     * @param rule which one
     * @return the number
     */
    public long get(Rule rule) {
        return Objects.requireNonNull(broken.get(rule)).get();
    }

    /**
     * Tells whether no rule was broken.
     *
     * @return true if so
     */
    public boolean isClean() {
        return broken.values().stream().allMatch(number -> number.get() == 0);
    }

    /**
     * Returns the first broken rules in words.
     *
     * @return a copy
     */
    public List<String> broken() {
        return List.copyOf(texts);
    }

    /** All counts. */
    @Override
    public String toString() {
        return Arrays.stream(Count.values())
                .map(what -> what.name().toLowerCase(Locale.ROOT) + "=" + get(what))
                .collect(Collectors.joining(" "));
    }
}
