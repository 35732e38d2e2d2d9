// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The providers that one client's pass has not proposed yet, the best first.
 *
 * <p>Those that were there when all became candidates are not copied, or many clients would copy many providers at each
 * change: the pass remembers how far it has come in the order that the space keeps. Those that are offered later are
 * kept here until the pass comes to them.
 *
 * <p>Guarded by the space.
 */
final class Candidates {
    /** Weak: an ended provider is in no set of the space any more, and must not be kept by a pass that is held up. */
    private record Late(Rank rank, WeakReference<LiveProvider<?, ?>> provider) implements Comparable<Late> {
        @Override
        public int compareTo(Late other) {
            return rank.compareTo(other.rank);
        }

        @Nullable
        LiveProvider<?, ?> present() {
            LiveProvider<?, ?> present = provider.get();
            return present == null || present.isEnding() ? null : present;
        }
    }

    private final NpiSpace space;

    /** How far the pass has come among those that were there. */
    private Rank reached = Rank.AFTER_ALL;

    /** The order of the youngest of those; its thread may yet offer it again. */
    private long youngest;

    /** The place of the one that is left out; null if none is. */
    private @Nullable Rank skipped;

    private final PriorityQueue<Late> late = new PriorityQueue<>();

    Candidates(NpiSpace space) {
        this.space = space;
    }

    /** Makes candidates of all providers that are there now, except for the one at that place. */
    void addAllBut(@Nullable Rank place) {
        assert Thread.holdsLock(space);
        late.clear();
        skipped = place;
        reached = Rank.BEFORE_ALL;
        youngest = space.lastOrder();
    }

    /** Adds a provider that has joined; returns whether it was not there before. */
    boolean add(LiveProvider<?, ?> provider) {
        assert Thread.holdsLock(space);
        Rank rank = provider.rank();
        if (rank == null || rank.order() <= youngest) {
            return false;
        }
        Headroom.require();
        late.add(new Late(rank, new WeakReference<>(provider)));
        return true;
    }

    void clear() {
        assert Thread.holdsLock(space);
        late.clear();
        reached = Rank.AFTER_ALL;
    }

    /** Takes the best; null if none is left. */
    @Nullable
    LiveProvider<?, ?> poll() {
        assert Thread.holdsLock(space);
        if (!late.isEmpty()) {
            Headroom.require();
        }
        LiveProvider<?, ?> offered = bestLate();
        Map.Entry<Rank, LiveProvider<?, ?>> there = bestThere();
        if (there == null || (offered != null && late.element().rank().compareTo(there.getKey()) < 0)) {
            late.poll();
            return offered;
        }
        reached = there.getKey();
        return there.getValue();
    }

    private @Nullable LiveProvider<?, ?> bestLate() {
        LiveProvider<?, ?> best = null;
        while (best == null && !late.isEmpty()) {
            best = late.element().present();
            if (best == null) {
                late.remove();
            }
        }
        return best;
    }

    /** Goes past those that have joined since: they are offered. */
    private Map.@Nullable Entry<Rank, LiveProvider<?, ?>> bestThere() {
        Map.Entry<Rank, LiveProvider<?, ?>> next = space.providerAfter(reached);
        while (next != null
                && (next.getKey().order() > youngest || next.getKey().equals(skipped))) {
            reached = next.getKey();
            next = space.providerAfter(reached);
        }
        return next;
    }
}
