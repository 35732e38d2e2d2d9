// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.function.ToLongFunction;

/**
 * What one player has counted, over all its loads.
 *
 * @param calls the calls that it made through providers
 * @param failed those of them that threw
 * @param answers the answers that it got
 * @param attached its bindings that were attached
 * @param detached its bindings that were detached and cleaned up
 * @param pending its detaches that were not complete at once
 * @param lateCalls the calls that ran in it after it was unloaded
 */
record Tally(long calls, long failed, long answers, long attached, long detached, long pending, long lateCalls) {
    /** Of one that has done nothing. */
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0);

    /** Reads counters by their names. */
    static Tally of(ToLongFunction<String> counters) {
        return new Tally(
                counters.applyAsLong("calls"),
                counters.applyAsLong("failed"),
                counters.applyAsLong("answers"),
                counters.applyAsLong("attached"),
                counters.applyAsLong("detached"),
                counters.applyAsLong("pending"),
                counters.applyAsLong("late-calls"));
    }

    Tally plus(Tally other) {
        return new Tally(
                calls + other.calls,
                failed + other.failed,
                answers + other.answers,
                attached + other.attached,
                detached + other.detached,
                pending + other.pending,
                lateCalls + other.lateCalls);
    }

    /** Returns the bindings that are there now. */
    long bindings() {
        return attached - detached;
    }

    /** Whether nothing failed, came late or was left attached, and there was something that could have. */
    boolean isClean() {
        return failed == 0 && lateCalls == 0 && attached > 0 && attached == detached;
    }
}
