// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/**
 * Choices that follow from a seed and a name for each of them, not from the order in which they are asked for. So two
 * runs of one seed choose the same, whichever thread comes first.
 *
 * @param seed what all choices follow from
 */
public record Script(long seed) {
    /**
     * Returns a script for a part of what this one is for.
     *
     * @param part names the part
     * @return the part's script
     */
    public Script of(long part) {
        return new Script(mix(seed * 0x9E3779B97F4A7C15L + mix(part)));
    }

    /**
     * Chooses.
     *
     * @param choice names the choice
     * @param bound how many possibilities there are
     * @return from 0 to the bound, which is not included
     */
    public int choose(long choice, int bound) {
        return (int) Long.remainderUnsigned(of(choice).seed, bound);
    }

    /**
     * Chooses with a chance of one in so many.
     *
     * @param choice names the choice
     * @param in one in so many
     * @return true if so
     */
    public boolean once(long choice, int in) {
        return choose(choice, in) == 0;
    }

    /** The finalizer of SplittableRandom. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
