// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.registrar.core.BindingLife.Event;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;
import org.nmr.registrar.core.BindingLife.State;
import org.nmr.registrar.core.Ending.Edge;

/**
 * One client and one provider, from the proposal until they are gone.
 *
 * <p>Every step is short and under the monitor of the {@link NpiSpace}; the modules' callbacks run between the
 * steps, without it. Which step may follow which is in {@link BindingLife}. For one binding at most one thread runs
 * callbacks at any time: the one that moved it there.
 *
 * @param <C> the client dispatch type
 * @param <P> the provider dispatch type
 */
final class BindingCore<C, P> {
    private final NpiSpace space;
    private final Side<P> client;
    private final Side<C> provider;

    /** Guarded by the space. See the table in {@link BindingLife}. */
    private State state = State.PROPOSED;

    /**
     * The thread that runs a callback of this binding, or null. Guarded by the space. Set in the step before a
     * callback and cleared in the one after, so a thread finds itself here exactly if it is inside one.
     */
    private @Nullable Thread callbackThread;

    /** Whether this was given up: nobody waits for it any more, and nobody calls through it. Guarded by the space. */
    private boolean revoked;

    private long revokedAt;

    /** The number in the space, and when it was proposed. Guarded by the space. */
    private long number;

    private long proposed;

    BindingCore(RegistrationCore<C, P> client, RegistrationCore<C, P> provider) {
        this.space = client.space();
        this.client = new Side<>(this, client, provider.instance());
        this.provider = new Side<>(this, provider, client.instance());
    }

    Side<P> client() {
        return client;
    }

    Side<C> provider() {
        return provider;
    }

    // ---- proposal ---------------------------------------------------------------------------------------------

    /** Begins the proposal, unless one of the two has begun to deregister [C-162, A-34]. */
    boolean propose() {
        synchronized (space) {
            if (client.isEnding() || provider.isEnding()) {
                return false;
            }
            assert !client.isTaken() : client;
            client.link();
            provider.link();
            number = space.nextBinding();
            proposed = space.timing().nanoTime();
            callbackThread = Thread.currentThread();
            return true;
        }
    }

    /** The client accepts, so the provider is asked next; returns false if the pair was given up meanwhile. */
    boolean ask(@Nullable C clientDispatch) {
        synchronized (space) {
            requireRunningProposal();
            if (revoked) {
                return false;
            }
            state = BindingLife.next(state, Event.ATTACH, this);
            if (clientDispatch != null) {
                provider.open(clientDispatch);
            }
            return true;
        }
    }

    private void requireRunningProposal() {
        if (state != State.PROPOSED) {
            throw new IllegalStateException(
                    this + ": attach was expected once until it succeeds, inside attachProvider;"
                            + " but the binding is " + state);
        }
        if (callbackThread != Thread.currentThread()) {
            throw new IllegalStateException(this + ": attach was expected on the thread that runs attachProvider, "
                    + (callbackThread == null ? "none" : callbackThread.getName())
                    + "; but was called on " + Thread.currentThread().getName());
        }
    }

    void refused() {
        synchronized (space) {
            state = BindingLife.next(state, Event.REFUSE, this);
            provider.reclose();
        }
    }

    /** The provider accepts: from here on calls may flow both ways [C-85, C-86]. */
    void accepted(BindingContext clientContext, Answer.Accepted<P> answer) {
        synchronized (space) {
            state = BindingLife.next(state, Event.ACCEPT, this);
            client.attached(clientContext);
            provider.attached(answer.context());
            if (answer.dispatch() != null && !revoked) {
                client.open(answer.dispatch());
            }
        }
    }

    /** The client's callback has returned; a binding that should not stay is ended on this thread. */
    void proposalReturned(boolean failed) {
        Rundown rundown = null;
        RegistrationEnding clientEnding = null;
        RegistrationEnding providerEnding = null;
        synchronized (space) {
            state = BindingLife.next(state, failed ? Event.THROW : Event.RETURN, this);
            if (state == State.ATTACHED && (client.isEnding() || provider.isEnding())) {
                state = BindingLife.next(state, Event.DEREGISTER, this);
                rundown = new Rundown();
                client.on(SideEvent.CALL);
            } else if (state == State.DETACHING) {
                rundown = new Rundown();
                client.on(SideEvent.DISOWN);
                rundown.shut(client);
                provider.on(SideEvent.CALL);
            } else {
                callbackThread = null;
            }
            if (state == State.GONE) {
                clientEnding = client.unlink();
                providerEnding = provider.unlink();
            }
        }
        if (rundown != null) {
            callDetach(rundown);
            rundown.finish();
        }
        RegistrationEnding.release(clientEnding, providerEnding);
    }

    // ---- detach -----------------------------------------------------------------------------------------------

    /** Calls both detach callbacks on this thread, if nobody has begun to [C-114]. */
    void detach(Rundown rundown) {
        boolean first;
        synchronized (space) {
            first = state == State.ATTACHED;
            state = BindingLife.next(state, Event.DEREGISTER, this);
            if (first) {
                client.on(SideEvent.CALL);
                callbackThread = Thread.currentThread();
            }
        }
        if (first) {
            callDetach(rundown);
        } else {
            rundown.join(client);
            rundown.join(provider);
        }
    }

    /** Both sides, the client first, before anyone waits for either. */
    private void callDetach(Rundown rundown) {
        if (client.state() != SideState.DISOWNED) {
            DetachStatus answer = client.callDetach();
            synchronized (space) {
                client.answered(answer, rundown);
                provider.on(SideEvent.CALL);
            }
        }
        DetachStatus answer = provider.callDetach();
        boolean bothEnd;
        boolean last;
        synchronized (space) {
            provider.answered(answer, rundown);
            callbackThread = null;
            bothEnd = client.isEnding() && provider.isEnding();
            last = beginCleanupIfDone();
        }
        if (bothEnd) {
            rundown.finish(); // the other one's thread may wait, and must not wait for our next callbacks
        }
        if (last) {
            callCleanup();
        }
    }

    /** A module says that its side is done; on any thread, possibly before it was asked [C-130, A-19]. */
    void complete(Side<?> side) {
        Rundown rundown = new Rundown();
        SideState before;
        boolean last;
        synchronized (space) {
            requireCompletable(side);
            before = side.state();
            side.on(SideEvent.COMPLETE);
            rundown.shut(side);
            last = beginCleanupIfDone();
        }
        rundown.finish();
        if (last) {
            callCleanup();
        }
        if (before == SideState.OPEN) {
            space.callbacks().warn(side, "detachComplete() came before detach() was called; it is remembered");
        }
    }

    /** No call of a side that has completed is in flight any more. */
    void drained() {
        boolean last;
        synchronized (space) {
            last = beginCleanupIfDone();
        }
        if (last) {
            callCleanup();
        }
    }

    private void requireCompletable(Side<?> side) {
        if (side.state().isRevoked()) {
            return; // it comes late, which the module cannot know
        }
        if (side.state().hasCompleted()) {
            throw new IllegalStateException(side + ": detachComplete() was expected once, after detach() has answered"
                    + " PENDING; but this side is " + side.state());
        }
        if (isNotAttached()) {
            throw new IllegalStateException(
                    side + ": detachComplete() was expected on an attached pair; but it is " + state);
        }
    }

    // ---- giving up --------------------------------------------------------------------------------------------

    /**
     * Gives up whatever holds this binding up, so that nobody waits for it any more. A running callback goes on, and so does
     * the life of the binding when it returns. A cleanup that the revocation has led to is given up by the next one, but not at
     * once. Returns how many calls in flight are abandoned; null if there is nothing to give up.
     */
    @Nullable
    Integer revoke() {
        Rundown rundown = new Rundown();
        RegistrationEnding clientEnding = null;
        RegistrationEnding providerEnding = null;
        Choice choice = null;
        synchronized (space) {
            if (!isRevocable()) {
                return null;
            }
            revoked = true;
            revokedAt = space.timing().nanoTime();
            client.on(SideEvent.REVOKE);
            provider.on(SideEvent.REVOKE);
            rundown.shut(client);
            rundown.shut(provider);
            if (callbackThread != null) {
                clientEnding = client.release();
                providerEnding = provider.release();
                choice = client.choose();
            }
        }
        rundown.finish();
        int abandoned = client.abandonCalls() + provider.abandonCalls();
        drained();
        RegistrationEnding.release(clientEnding, providerEnding, choice);
        return abandoned;
    }

    private boolean isRevocable() {
        boolean hasBegun = state != State.ATTACHED && state != State.GONE;
        boolean isAwaited = client.isListed() && (client.isEnding() || provider.isEnding());
        boolean isStuck = callbackThread != null && space.timing().nanoTime() - revokedAt >= Ending.GRACE;
        return hasBegun && isAwaited && (!revoked || isStuck);
    }

    // ---- cleanup ----------------------------------------------------------------------------------------------

    private boolean beginCleanupIfDone() {
        boolean done = state == State.DETACHING && client.isFinished() && provider.isFinished();
        if (done) {
            state = BindingLife.next(state, Event.SIDES_DONE, this);
            callbackThread = Thread.currentThread();
        }
        return done;
    }

    /** The client first; then, and only then, the waiting threads are released. */
    private void callCleanup() {
        client.callCleanup();
        provider.callCleanup();
        RegistrationEnding clientEnding;
        RegistrationEnding providerEnding;
        Choice choice;
        synchronized (space) {
            state = BindingLife.next(state, Event.CLEANED, this);
            callbackThread = null;
            clientEnding = client.release();
            choice = client.choose();
            client.unlink();
            providerEnding = provider.unlink();
        }
        space.changes().changed();
        RegistrationEnding.release(clientEnding, providerEnding, choice);
    }

    // ---- questions --------------------------------------------------------------------------------------------

    boolean hasPeerCompleted(Side<?> side) {
        synchronized (space) {
            Side<?> peer = side == client ? provider : client;
            return peer.state().hasCompleted() && peer.isDrained();
        }
    }

    /** The threads that are inside; while one is, this binding does not end. */
    List<Edge> edges() {
        Thread callback;
        synchronized (space) {
            callback = callbackThread;
        }
        List<Edge> edges = new ArrayList<>();
        if (callback != null) {
            edges.add(new Edge(callback, "a callback of " + this));
        }
        client.addEdges(edges);
        provider.addEdges(edges);
        return edges;
    }

    /** Fills in what diagnostics show; returns the thread that runs a callback, or null. */
    @Nullable
    Thread describe(BindingDTO dto, Snapshot snapshot) {
        synchronized (space) {
            dto.id = id();
            dto.npi = client.peer().npiId();
            dto.state = state.name();
            dto.ageMillis = snapshot.millisSince(proposed);
            client.describe(dto.client, snapshot);
            provider.describe(dto.provider, snapshot);
            return callbackThread;
        }
    }

    /** Called with the space's monitor, as the next two. */
    boolean isRevoked() {
        return revoked;
    }

    State state() {
        return state;
    }

    /** Names this binding to people and commands. */
    String id() {
        return space.idOf(number);
    }

    NpiSpace space() {
        return space;
    }

    /** Called with the space's monitor. */
    boolean isNotAttached() {
        return state == State.PROPOSED
                || state == State.ASKING
                || (state == State.GONE && !client.state().hasCompleted());
    }

    String describe(Side<?> side) {
        return (side == client ? "client" : "provider") + " side of " + this;
    }

    @Override
    public String toString() {
        return "binding " + id() + " of client " + provider.peer().owner() + " and provider "
                + client.peer().owner() + " over NPI " + client.peer().npiId();
    }
}
