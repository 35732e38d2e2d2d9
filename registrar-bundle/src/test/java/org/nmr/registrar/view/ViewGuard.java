// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.concurrent.CountDownLatch;
import org.nmr.registrar.call.Barrier;
import org.nmr.registrar.call.Guard;

/**
 * A guard that is open for a target and remembers whether it has drained; all that the tests of views need of guards.
 */
class ViewGuard<D> extends Guard<D> {
    private final CountDownLatch drained = new CountDownLatch(1);

    /** Makes one that is not open. */
    ViewGuard() {}

    ViewGuard(D target) {
        open(target);
    }

    static <D> D view(Class<D> dispatch, D target) {
        return new ViewFactory().of(dispatch).apply(new ViewGuard<>(target));
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

    /** For results that call back on threads of their own; the test's timeout ends it. */
    void awaitDrained() throws InterruptedException {
        drained.await();
    }

    @Override
    protected long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected RuntimeException refusal() {
        return new IllegalStateException("detached");
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
