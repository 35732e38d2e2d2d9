// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

/** A clock that the test moves on, close to the overflow that {@code System.nanoTime()} may have. No wait needs it. */
final class Clock implements Timing {
    private long now = Long.MAX_VALUE - 1;

    void pass(long nanos) {
        now += nanos;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean await(Latch latch, long nanos) {
        throw new AssertionError("expected no wait, but one for " + nanos + " ns");
    }
}
