// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.UnloadControl;

/**
 * The end of one binding alone, while its registrations stay: complete when it is gone. The registrar's policy applies.
 */
final class BindingEnd extends End {
    private final LiveBinding<?, ?> binding;

    /** Whether it began during the proposal; guarded by the space. */
    boolean isEarly;

    private final AtomicLong abandonedCalls = new AtomicLong();

    BindingEnd(LiveBinding<?, ?> binding) {
        super(binding.registrar().unloads());
        this.binding = binding;
        begin();
    }

    /** Shows it while it is in progress. */
    void list() {
        unloads().detaches().add(this);
        if (isOver()) { // meanwhile
            forget();
        }
    }

    @Override
    public void forget() {
        unloads().detaches().remove(this);
    }

    LiveBinding<?, ?> binding() {
        return binding;
    }

    /** Before the binding leaves: from then on any thread that looks can do the rest. May be repeated. */
    void announce() {
        if (!unloads().finishing().contains(this)) {
            unloads().finishing().add(this);
        }
    }

    @Override
    public void look() {
        finish();
    }

    /** Does nothing while the binding is there. */
    @Override
    public void finish() {
        assert !Thread.holdsLock(binding.space);
        if (isReady()) {
            super.finish();
        }
    }

    @Override
    public boolean isReady() {
        return binding.isLeft();
    }

    @Override
    public long abandonedCalls() {
        return abandonedCalls.get();
    }

    @Override
    public List<LiveBinding<?, ?>> outstanding() {
        return binding.isLeft() ? List.of() : List.of(binding);
    }

    @Override
    public List<Edge> edges() {
        return binding.isLeft() ? List.of() : binding.edges();
    }

    @Override
    public boolean waitsOnlyFor(Predicate<Thread> threads) {
        return !binding.isLeft() && binding.waitsOnlyFor(threads);
    }

    @Override
    public void revoke(String why) {
        UnloadControl.Revocation revocation = unloads().revokeOneOfMany(binding, why);
        if (revocation != null) {
            abandonedCalls.addAndGet(revocation.calls());
        }
    }

    @Override
    public String toString() {
        return "end of " + binding;
    }
}
