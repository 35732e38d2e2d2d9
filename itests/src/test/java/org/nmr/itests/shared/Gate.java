// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.shared;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A step that holds the callback, or call, up until the test opens it. */
public final class Gate implements Step {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final Reply reply;

    /** Makes a gate behind which everything goes on as usual. */
    public Gate() {
        this(Reply.NORMAL);
    }

    /** Makes a gate behind which the module does as told. */
    public Gate(Reply reply) {
        this.reply = reply;
    }

    @Override
    public Reply take() {
        reached.countDown();
        pass(open, "the gate was opened");
        return reply;
    }

    /** Waits until a callback stands at the gate. */
    public void awaitReached() {
        pass(reached, "a callback reached the gate");
    }

    /** Lets everybody through, now and later. */
    public void open() {
        open.countDown();
    }

    private static void pass(CountDownLatch latch, String what) {
        try {
            if (!latch.await(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "expected that " + what + " within " + Scenario.DEADLINE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before " + what, e);
        }
    }
}
