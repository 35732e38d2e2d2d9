// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.DetachStatus;

/**
 * The context of one binding of a scripted module.
 *
 * @param <D> the dispatch type of the peer
 */
public final class ScriptedContext<D> implements BindingContext {
    private final ScriptedModule<D> module;
    private final String peer;
    private final Binding<D> binding;
    private final AtomicInteger detached = new AtomicInteger();
    private final AtomicInteger cleaned = new AtomicInteger();
    private volatile boolean attached;
    private volatile long detachedAt;
    private volatile long cleanedAt;

    ScriptedContext(ScriptedModule<D> module, String peer, Binding<D> binding) {
        this.module = module;
        this.peer = peer;
        this.binding = binding;
    }

    @Override
    @SuppressWarnings("NullAway") // a script may break this rule on purpose
    public DetachStatus detach() {
        detached.incrementAndGet();
        detachedAt = module.record("detach(" + peer + ")");
        return module.answerDetach(this);
    }

    @Override
    public void cleanup() {
        cleaned.incrementAndGet();
        cleanedAt = module.record("cleanup(" + peer + ")");
        module.answerCleanup(this);
    }

    /**
     * Returns this side of the binding.
     *
     * @return this side of the binding
     */
    public Binding<D> binding() {
        return binding;
    }

    /**
     * Returns the counted view of the peer's dispatch.
     *
     * @return the counted view
     */
    public D dispatch() {
        return binding.dispatch();
    }

    /**
     * Returns the dispatch that the peer gave. Compare it, but do not call it.
     *
     * @return the object itself, not its counted view
     */
    public D given() {
        try (Call<D> call = binding.enter()) {
            return call.dispatch();
        }
    }

    /**
     * Returns the peer's name.
     *
     * @return the name, as it is in the history
     */
    public String peerName() {
        return peer;
    }

    /** Tells the registrar that this side, which answered PENDING, is done. */
    public void complete() {
        binding.detachComplete();
    }

    /**
     * Begins a counted call on another thread. It is in flight from the return of this method until its release.
     *
     * @return the call
     */
    public HeldCall<D> hold() {
        return module.hold(binding);
    }

    /**
     * Tells whether this side counts as attached. Then one detach and one cleanup must come.
     *
     * @return whether this side counts as attached
     */
    public boolean isAttached() {
        return attached;
    }

    /** Tells whether the binding is attached and this side has not been cleaned up. */
    boolean isLive() {
        return attached && cleaned.get() == 0;
    }

    /** Returns the state of this side, for complaints. */
    String describe() {
        String state = "not attached";
        if (attached) {
            state = cleaned.get() > 0 ? "ended" : detached.get() > 0 ? "detaching" : "attached";
        }
        return this + ", " + state;
    }

    void setAttached(boolean newAttached) {
        attached = newAttached;
    }

    /** Tells this context that the client throws after the attach. Then it gets neither detach nor cleanup. */
    public void disown() {
        attached = false;
    }

    /** Ends what the test has left pending when it failed. */
    void abandon() {
        if (attached && detached.get() > 0 && cleaned.get() == 0) {
            binding.detachComplete();
        }
    }

    void assertOver() {
        assertTimes("detach()", detached.get());
        assertTimes("cleanup()", cleaned.get());
    }

    private void assertTimes(String callback, int seen) {
        int expected = attached ? 1 : 0;
        if (seen != expected) {
            String message = this + ": expected the registrar to call " + callback + " "
                    + Counted.many(expected, "time") + ", because this side was "
                    + (attached ? "attached" : "not attached") + ", saw " + Counted.many(seen, "call");
            Counted.fail(message, expected, seen);
        }
    }

    /** Asserts that both sides were detached before either was cleaned up. */
    void assertInOrder(ScriptedContext<?> other) {
        assertBefore(this);
        assertBefore(other);
    }

    private void assertBefore(ScriptedContext<?> side) {
        if (side.detachedAt >= cleanedAt) {
            Counted.fail(
                    this + ": expected detach() of " + side + " before cleanup() of " + this + ", saw them as event "
                            + side.detachedAt + " and event " + cleanedAt,
                    "detach() before cleanup()",
                    "cleanup() before detach()");
        }
    }

    @Override
    public String toString() {
        return module.name() + "(" + peer + ")";
    }
}
