// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.nmr.Call;

/** A call in flight on another thread until it is let out. */
final class Held implements Runnable {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch out = new CountDownLatch(1);
    private final Side side;

    /** Whether it goes through the view. */
    private final boolean byView;

    private final Future<?> thread;

    private Held(Side side, boolean byView) {
        this.side = side;
        this.byView = byView;
        this.thread = Rig.THREADS.submit(this);
        Rig.await(inside);
    }

    /** Begins a call by hand, of either side. */
    static Held byHand(Side side) {
        return new Held(side, /* byView= */ false);
    }

    /** Begins a call of a client's side through its view. */
    static Held byView(Side side) {
        return new Held(side, /* byView= */ true);
    }

    @Override
    public void run() {
        if (byView) {
            Provider provider = (Provider) side.other.module;
            provider.onCall = this::hold;
            ((ToProvider) side.binding.dispatch()).call("held");
        } else {
            try (Call<?> call = side.binding.enter()) {
                hold();
            }
        }
    }

    /** Whether an end has to wait for it. */
    boolean isCounted() {
        return !side.isAbandoned;
    }

    private void hold() {
        side.inside.incrementAndGet();
        try {
            inside.countDown();
            Rig.await(out);
        } finally { // also where the heap is full, or the call would seem to be inside for ever
            side.inside.decrementAndGet();
        }
    }

    /** Lets it go and waits until its thread has left the registrar, too. */
    void letOut() throws Exception {
        out.countDown();
        Rig.get(thread);
    }
}
