// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.concurrent.atomic.AtomicInteger;

/** A guard that counts how often it was drained. */
class TestGuard extends Guard<String> {
    static final String TARGET = "target";

    private final AtomicInteger drains = new AtomicInteger();
    private int failures;

    static TestGuard opened() {
        TestGuard guard = new TestGuard();
        guard.open(TARGET);
        return guard;
    }

    /** The whole of closing, for one guard. */
    void shutAndDrain() {
        if (shut()) {
            Barrier.run();
            afterBarrier();
        }
    }

    /** Lets {@link #drained} fail so often, as at the end of a stack. */
    void failDrained(int times) {
        failures = times;
    }

    int drains() {
        return drains.get();
    }

    @Override
    protected long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected RuntimeException refusal() {
        return new Refused();
    }

    @Override
    protected void drained() {
        if (failures > 0) {
            failures--;
            throw new StackOverflowError("injected");
        }
        drains.incrementAndGet();
    }

    @Override
    public String toString() {
        return "guard";
    }

    /** Cheap, because the stress test throws many. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("refused", null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }
}
