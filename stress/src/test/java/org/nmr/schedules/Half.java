// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;

/** One side of one binding. Checks each callback when it comes; its counts are scheduling points, too. */
final class Half implements BindingContext {
    private final Member member;
    private final Binding<?> binding;
    private final AtomicInteger detaches = new AtomicInteger();
    private final AtomicInteger cleanups = new AtomicInteger();

    /** The calls that are inside this side. */
    private final AtomicInteger inside = new AtomicInteger();

    private volatile boolean attached;

    /** The other side; set before the pair is attached. */
    volatile @Nullable Half peer;

    Half(Member member, Binding<?> binding) {
        this.member = member;
        this.binding = binding;
    }

    void attached() {
        attached = true;
    }

    /** Attached, and not cleaned up yet. */
    boolean isLive() {
        return attached && cleanups.get() == 0;
    }

    @Override
    public DetachStatus detach() {
        check(detaches.incrementAndGet() == 1, "detached twice");
        check(cleanups.get() == 0, "detached after its cleanup");
        return member.onDetach.apply(this);
    }

    @Override
    public void cleanup() {
        Half other = peer;
        check(detaches.get() == 1, "cleaned up before it was detached");
        check(other == null || other.detaches.get() == 1, "cleaned up before its peer was detached");
        check(inside.get() == 0 || member.isRevoked, "cleaned up during a call");
        check(cleanups.incrementAndGet() == 1, "cleaned up twice");
        member.onCleanup.accept(this);
    }

    void complete() {
        binding.detachComplete();
    }

    void enter() {
        inside.incrementAndGet();
        check(cleanups.get() == 0, "a call begins after its cleanup");
    }

    void leave() {
        check(cleanups.get() == 0 || member.isRevoked, "a call runs after its cleanup");
        inside.decrementAndGet();
    }

    private void check(boolean holds, String broken) {
        member.stage.check(holds, this + ": " + broken);
    }

    /** What must hold when a wait for the end of its registration has returned. */
    void checkOver() {
        check(inside.get() == 0, "a call is inside after the end");
        int expected = member.isDisturbed ? detaches.get() : attached ? 1 : 0;
        check(detaches.get() == expected, "expected " + expected + " detaches, were " + detaches);
        check(cleanups.get() == expected, "expected " + expected + " cleanups, were " + cleanups);
    }

    @Override
    public String toString() {
        return "a side of " + member;
    }
}
