// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.Follower;
import org.nmr.registrar.unload.Interrupts;
import org.nmr.registrar.unload.Warnings;

/**
 * What follows a module while it is satisfied. The module's end waits until nothing follows any more.
 *
 * <p>No change is remembered. A thread that has changed something compares what has begun with what the module is now,
 * and begins or ends what differs. One thread at a time does so; the others return at once, because it compares again
 * before it leaves. So the next thread that looks finishes what an Error has interrupted.
 *
 * <p>A follower may take from the module what it requires, and give it back when it is closed, as one that registers
 * another client that requires a provider. That would never come to rest. So a thread counts how often it has to begin
 * anew although nothing has changed from outside, and leaves at {@link #LIMIT}.
 */
final class Followers extends ModuleCodeEnd {
    /** How often a thread begins followers anew that have led to their own end. */
    static final int LIMIT = 16;

    /** The change of more than one registration. */
    static final long ALL = 0;

    /** In the order in which they begin. Guarded by the module. */
    private final List<Following> all = new ArrayList<>(1);

    /**
     * The thread that is inside, or null. Set under the monitor of the module. Cleared under it, or without it by the
     * thread itself when an Error ends its work.
     */
    private volatile @Nullable Thread inside;

    /** The latest registration at the last begin: later ones may be those of a follower. Guarded by the module. */
    private long before;

    /** How often followers began anew since the last change from outside. Guarded by the module. */
    private int rounds;

    /** Whether one has ended since the last begin or change from outside. Guarded by the module. */
    private boolean hasEnded;

    Followers(LiveModule module) {
        super(module, "a follower of");
    }

    void add(Follower follower) {
        assert Thread.holdsLock(module.monitor);
        all.add(new Following(follower));
    }

    /** Whether something follows, or a thread is inside. */
    boolean isBusy() {
        assert Thread.holdsLock(module.monitor);
        return inside != null || lastToEnd() != null;
    }

    @Override
    public void look() {
        look(ALL);
    }

    /**
     * Begins and ends what differs from what the module is now.
     *
     * @param cause the id of the registration that has changed, or {@link #ALL}
     */
    void look(long cause) {
        assert !Thread.holdsLock(module.monitor);
        boolean mine = false;
        boolean wasMine = false;
        try {
            for (Following next = next(mine, cause); next != null; next = next(mine, cause)) {
                mine = true;
                next.change();
            }
            wasMine = mine;
            mine = false;
        } finally {
            if (mine) {
                inside = null; // an Error: the thread that looks next goes on
            }
        }
        if (wasMine && isRestless()) {
            unloads()
                    .warnings()
                    .warn(
                            "followers that end themselves",
                            module + ": expected a follower that leaves the module what it requires, but it has led to"
                                    + " its own end " + LIMIT + " times; it begins with the next change");
        }
        if (module.isLeftByFollowers()) {
            releaseWaiters();
            runDependents();
        }
    }

    /** Decides what this thread changes next; null if nothing, and then it is not the one any more. */
    private @Nullable Following next(boolean mine, long cause) {
        synchronized (module.monitor) {
            if (!mine && isFromOutside(cause)) {
                rounds = 0;
                hasEnded = false;
            }
            if (inside != null && !mine) {
                return null;
            }
            Following next = module.isSatisfied() ? firstToBegin() : lastToEnd();
            if (next != null && !next.hasBegun) {
                before = module.registrar().latestRegistration();
                next = hasEnded && rounds++ == LIMIT ? null : next;
            }
            hasEnded = next != null && next.hasBegun;
            inside = next == null ? null : Thread.currentThread();
            return next;
        }
    }

    /** Whether what has changed is no follower's doing, as far as can be known. */
    private boolean isFromOutside(long cause) {
        Thread present = inside;
        return present == null || (present != Thread.currentThread() && cause <= before);
    }

    private boolean isRestless() {
        synchronized (module.monitor) {
            return rounds > LIMIT;
        }
    }

    private @Nullable Following firstToBegin() {
        for (Following each : all) {
            if (!each.hasBegun) {
                return each;
            }
        }
        return null;
    }

    private @Nullable Following lastToEnd() {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).hasBegun) {
                return all.get(i);
            }
        }
        return null;
    }

    @Override
    @Nullable
    Thread inside() {
        return inside;
    }

    @Override
    public String toString() {
        return "end of the followers of " + module;
    }

    /**
     * One follower: the only place that calls it, and where what it throws ends. Its fields belong to the thread that
     * is inside, which has got them from the one before over {@link #inside}.
     */
    private final class Following {
        private final Follower follower;

        /**
         * Whether it was begun and is not closed; written just before either call, so that no Error lets it be
         * repeated.
         */
        private boolean hasBegun;

        /** What ends it; null if it has not begun, or has failed to. */
        private @Nullable AutoCloseable running;

        Following(Follower follower) {
            this.follower = follower;
        }

        /** Asks for stack first, or what has begun could not be closed where the stack ends. */
        void change() {
            assert !Thread.holdsLock(module.monitor);
            Headroom.require();
            if (hasBegun) {
                end();
            } else {
                begin();
            }
        }

        private void begin() {
            AutoCloseable begun = null;
            Throwable failure = null;
            hasBegun = true;
            try {
                begun = follower.begin();
            } catch (Throwable thrown) {
                failure = thrown;
            }
            running = begun;
            if (failure != null) {
                failed(
                        "a follower has failed to begin. The registrar tries again when the module is next satisfied",
                        failure);
            } else if (begun == null) {
                unloads()
                        .warnings()
                        .warn(
                                "followers without an end",
                                module + ": expected a follower to return an AutoCloseable that ends it, was null");
            }
        }

        private void end() {
            AutoCloseable ending = running;
            Throwable failure = null;
            running = null;
            hasBegun = false;
            try {
                if (ending != null) {
                    ending.close();
                }
            } catch (Throwable thrown) {
                failure = thrown;
            }
            if (failure != null) {
                failed("a follower has failed to end. It counts as ended", failure);
            }
        }

        private void failed(String what, Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Interrupts.restore();
            }
            unloads().warnings().warn(Warnings.cause("followers that failed", thrown), module + ": " + what, thrown);
        }
    }
}
