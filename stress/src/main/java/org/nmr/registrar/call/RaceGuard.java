// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/** A guard that counts how often it was drained, and steps that races are made of. */
final class RaceGuard extends Guard<String> {
    /** What calls without slot are named. */
    static final String CALL = "race";

    private final AtomicInteger drains = new AtomicInteger();

    static RaceGuard opened() {
        RaceGuard guard = new RaceGuard();
        guard.open("peer");
        return guard;
    }

    /** Begins a call; null if it was refused. */
    @Nullable
    Call<String> tryEnter() {
        try {
            return enter();
        } catch (Refused e) {
            return null;
        }
    }

    /** Begins a call as a virtual thread does; null if it was refused. */
    @Nullable
    Call<String> tryEnterShared() {
        try {
            return enterShared(Thread.currentThread());
        } catch (Refused e) {
            return null;
        }
    }

    /** Begins a call that any thread may end; null if it was refused. */
    @Nullable
    Call<String> tryEnterDetached() {
        try {
            return enterDetached(CALL);
        } catch (Refused e) {
            return null;
        }
    }

    /** Whether a call still has what it goes to. */
    static boolean hasPeer(Call<String> call) {
        try {
            return !call.dispatch().isEmpty();
        } catch (Refused e) {
            return false;
        }
    }

    /** Enters, if it may, and leaves; a slot of this thread stays behind, so its next call is a fast one. */
    void enterAndLeave() {
        Call<String> call = tryEnter();
        if (call != null) {
            call.close();
        }
    }

    /** The whole of closing, for one guard; returns whether this thread had to. */
    boolean shutAndDrain() {
        boolean isCloser = shut();
        if (isCloser) {
            Barrier.run();
            afterBarrier();
        }
        return isCloser;
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
        drains.incrementAndGet();
    }

    /** Cheap, because races throw many. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("refused", null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }
}
