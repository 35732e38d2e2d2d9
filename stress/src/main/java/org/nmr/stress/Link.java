// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the two sides of one binding share. */
final class Link {
    private final World world;

    /** Open from the first detach on. */
    private final CountDownLatch detaching = new CountDownLatch(1);

    /** From the first cleanup on no call may run. */
    private volatile boolean isOver;

    private volatile boolean isAttached;

    private volatile @Nullable StressSide client;
    private volatile @Nullable StressSide provider;

    Link(World world) {
        this.world = world;
    }

    void client(StressSide side) {
        client = side;
    }

    StressSide client() {
        return Objects.requireNonNull(client, "the client's side comes first");
    }

    void provider(StressSide side) {
        provider = side;
    }

    StressSide provider() {
        return Objects.requireNonNull(provider, "the provider has accepted");
    }

    boolean isAttached() {
        return isAttached;
    }

    /** From now on both sides are called through, before the client's callback has returned. */
    void attached() {
        isAttached = true;
        world.results.count(Count.ATTACHED);
        world.add(client(), provider());
    }

    void detaching() {
        detaching.countDown();
    }

    void over() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    /** A moment inside a call. */
    void watch(int looks) {
        for (int i = 0; i < looks; i++) {
            if (isOver) {
                world.results.broken("a call runs after its binding has ended");
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** A longer moment inside a call: into the detach, if there is one soon. */
    void watchDetach() {
        try {
            if (detaching.await(1, TimeUnit.MILLISECONDS)) {
                world.results.count(Count.CALLS_DURING_DETACH);
            }
        } catch (InterruptedException e) {
            world.results.count(Count.INTERRUPTS);
        }
        watch(1);
    }
}
