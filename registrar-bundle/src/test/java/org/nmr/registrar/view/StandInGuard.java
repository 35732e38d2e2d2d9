// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.concurrent.CountDownLatch;
import org.nmr.DetachedException;
import org.nmr.registrar.call.Barrier;
import org.nmr.registrar.call.Guard;

/** A guard that refuses as the side of a binding does: as detached once it is shut, and otherwise as not attached. */
final class StandInGuard extends Guard<Object> {
    private final CountDownLatch drained = new CountDownLatch(1);

    /** Makes one that is not open. */
    StandInGuard() {}

    StandInGuard(Object target) {
        open(target);
    }

    /** Shuts the guard and tells whether nobody was inside. */
    boolean shutAndSeeDrained() {
        end();
        return wasDrained();
    }

    /** Shuts as an unload does. */
    void end() {
        if (shut()) {
            Barrier.run();
            afterBarrier();
        }
    }

    boolean wasDrained() {
        return drained.getCount() == 0;
    }

    @Override
    protected long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected RuntimeException refusal() {
        return isShut() ? new DetachedException("detached") : new IllegalStateException("not attached");
    }

    @Override
    protected void drained() {
        drained.countDown();
    }

    @Override
    public String toString() {
        return "side 7";
    }
}
