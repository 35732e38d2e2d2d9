// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.core.BindingLife.Event;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;
import org.nmr.registrar.core.BindingLife.State;
import org.nmr.registrar.report.ThreadReport;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.unload.End;

/**
 * The state of one binding and the steps that change it, each short and under the monitor of the {@link NpiSpace}.
 * Which step may follow which is in {@link BindingLife}.
 *
 * <p>An Error may end a step anywhere. So the write of the state comes last, what comes before it may be repeated, and
 * {@link #next} decides from the fields alone.
 *
 * @param <C> the client dispatch type
 * @param <P> the provider dispatch type
 */
abstract sealed class BindingSteps<C, P> permits LiveBinding {
    final NpiSpace space;

    /** Guarded by the space. See the table in {@link BindingLife}. */
    State state = State.PROPOSED;

    /**
     * The thread that takes this binding forward; null if none does. Set in the step before a callback and cleared in
     * the one after, so a thread finds itself here exactly if it is inside one. Written under the space. But if an
     * Error ends its work, the thread clears it without the monitor, and the thread that looks next goes on.
     */
    volatile @Nullable Thread callbackThread;

    /**
     * Whether this was revoked: no thread waits for it any more, and no thread calls through it. Written under the
     * space.
     */
    volatile boolean revoked;

    /** The stages that a module has asked for; null while there is none. Written under the space. */
    volatile @Nullable Notices notices;

    /** Whether a thread is inside {@link LiveBinding#revoke}; its last write clears this. */
    boolean isRevoking;

    /** Whether the client's {@code attachProvider} has returned; written just after it, by its thread. */
    boolean hasReturned;

    private long revokedAt;

    /** The number in the space, and when it was proposed. Guarded by the space. */
    private long number;

    long proposed;

    BindingSteps(NpiSpace space) {
        this.space = space;
    }

    abstract Side<P> client();

    abstract Side<C> provider();

    // ---- proposal ---------------------------------------------------------------------------------------------

    /** Begins the proposal, unless one of the two has begun to deregister [C-162, A-34]. */
    final boolean propose() {
        synchronized (space) {
            if (client().isEnding() || provider().isEnding()) {
                return false;
            }
            assert !client().isTaken() : client();
            callbackThread = Thread.currentThread();
            number = space.nextBinding();
            proposed = now();
            client().link();
            provider().link();
            return true;
        }
    }

    /** The client accepts, so the provider is asked next; returns false if the pair was revoked meanwhile. */
    final boolean ask(@Nullable C clientDispatch) {
        synchronized (space) {
            requireRunningProposal();
            if (revoked) {
                return false;
            }
            State asking = BindingLife.next(state, Event.ATTACH, this);
            if (clientDispatch != null) {
                provider().reclose(); // open only if an Error interrupted an earlier try
                provider().open(clientDispatch);
            }
            state = asking;
            return true;
        }
    }

    private void requireRunningProposal() {
        if (state != State.PROPOSED) {
            throw new IllegalStateException(
                    this + ": expected attach inside attachProvider, and not after an attach that has succeeded,"
                            + " but the binding is " + state);
        }
        Thread running = callbackThread;
        if (running != Thread.currentThread()) {
            throw new IllegalStateException(this + ": expected attach on "
                    + (running == null
                            ? "the thread that runs attachProvider"
                            : "thread " + ThreadReport.name(running) + ", which runs attachProvider")
                    + ", but it was called on thread " + ThreadReport.name(Thread.currentThread()));
        }
    }

    /** This try did not attach; does nothing if it was not begun. */
    final void refused() {
        synchronized (space) {
            if (state == State.ASKING) {
                refuse();
            }
        }
    }

    private void refuse() {
        client().reclose();
        provider().reclose();
        state = BindingLife.next(state, Event.REFUSE, this);
    }

    /** The provider accepts: from here on calls may flow both ways [C-85, C-86]. */
    final void accepted(BindingContext clientContext, Answer.Accepted<P> answer) {
        synchronized (space) {
            State attaching = BindingLife.next(state, Event.ACCEPT, this);
            client().attached(clientContext);
            provider().attached(answer.context());
            if (answer.dispatch() != null && !revoked) {
                client().open(answer.dispatch());
            }
            state = attaching;
        }
    }

    /** Decides what this thread does next; null if nothing, and then it is not the one any more. */
    final @Nullable Step next(Rundown rundown, boolean mine, Occasion occasion) {
        synchronized (space) {
            settle(client(), rundown);
            settle(provider(), rundown);
            if (callbackThread != null && !mine) {
                return null;
            }
            if (isProposing()) {
                endProposal(hasReturned ? Event.RETURN : Event.THROW, rundown);
            }
            if (state == State.ATTACHED && occasion.mayBegin() && isEndWanted()) {
                Event event = ending() == null ? Event.DEREGISTER : Event.DETACH;
                state = client().counted(state, BindingLife.next(state, event, this));
            }
            Step step = switch (state) {
                case DETACHING -> nextOfDetach(rundown);
                case CLEANUP -> Step.CLEAN_UP;
                case GONE -> Step.UNLINK;
                default -> null;
            };
            callbackThread = step == null ? null : Thread.currentThread();
            return step;
        }
    }

    /** Both sides are called, the client first, before anyone waits for either. */
    private @Nullable Step nextOfDetach(Rundown rundown) {
        if (isToBeCalled(client(), rundown)) {
            return Step.DETACH_CLIENT;
        }
        if (isToBeCalled(provider(), rundown)) {
            return Step.DETACH_PROVIDER;
        }
        if (client().isFinished() && provider().isFinished()) {
            state = BindingLife.next(state, Event.SIDES_DONE, this);
            return Step.CLEAN_UP;
        }
        if ((client().isEnding() && provider().isEnding()) || ending() != null) {
            rundown.hurry(); // the other one's thread may wait, and must not wait for our next callbacks
        }
        return null;
    }

    /** Whether to call the side's {@code detach} now. If that was called, records its answer. */
    private boolean isToBeCalled(Side<?> side, Rundown rundown) {
        if (side.state().isOpen()) {
            side.on(SideEvent.CALL);
        }
        if (!side.state().isCalled()) {
            return false;
        }
        if (!side.isDetachCalled) {
            return true;
        }
        side.answered();
        settle(side, rundown);
        return false;
    }

    /**
     * Lets no new call begin through a side that has completed or was revoked. Repeats what a step may have left
     * undone.
     */
    private void settle(Side<?> side, Rundown rundown) {
        if (revoked) {
            side.on(SideEvent.REVOKE);
        }
        if ((revoked || side.state().hasCompleted()) && !side.isDrained()) {
            rundown.close(side);
        }
    }

    final boolean isProposing() {
        assert Thread.holdsLock(space);
        return state == State.PROPOSED || state == State.ASKING || state == State.ATTACHING;
    }

    /** A pair that has not attached stays until the calls have returned that a refused try has let in. */
    private void endProposal(Event returned, Rundown rundown) {
        if (state == State.ASKING) {
            refuse();
        }
        boolean lingers =
                state == State.PROPOSED && (client().wasEntered() || provider().wasEntered());
        State next = BindingLife.next(state, lingers ? Event.LINGER : returned, this);
        if (next == State.DETACHING) {
            client().disown();
        }
        if (lingers) {
            provider().disown();
        }
        settle(client(), rundown);
        settle(provider(), rundown);
        state = client().counted(state, next);
    }

    /** A module says that its side is done; returns the state before. */
    final SideState completed(Side<?> side) {
        synchronized (space) {
            requireCompletable(side);
            SideState before = side.state();
            side.on(SideEvent.COMPLETE);
            return before;
        }
    }

    private void requireCompletable(Side<?> side) {
        if (side.state().isRevoked()) {
            return; // it comes late, which the module cannot know
        }
        if (side.state().hasCompleted() && !isNotAttached()) {
            throw new IllegalStateException(side + ": expected detachComplete() once, after detach() has answered"
                    + " PENDING, but this side is " + side.state());
        }
        if (isNotAttached()) {
            throw new IllegalStateException(
                    side + ": expected detachComplete() on an attached pair, but the pair is " + state);
        }
    }

    // ---- revocation -------------------------------------------------------------------------------------------

    /** Marks this binding as revoked. Returns false if there is nothing to revoke. */
    final boolean markRevoked() {
        assert Thread.holdsLock(space);
        boolean possible = isRevocable();
        if (possible) {
            revoked = true;
            isRevoking = true;
            revokedAt = now();
        }
        return possible;
    }

    /** Once. Again if an Error has interrupted that, or if a callback still runs after {@link End#GRACE}. */
    private boolean isRevocable() {
        boolean hasBegun = state != State.ATTACHED && state != State.GONE;
        boolean isAwaited = client().isListed() && isEndWanted();
        boolean isInterrupted = callbackThread == null && !isRevoking;
        boolean isStuck = now() - revokedAt >= End.GRACE;
        return hasBegun && isAwaited && (!revoked || isInterrupted || isStuck);
    }

    // ---- questions --------------------------------------------------------------------------------------------

    /** Whether this is attached and no end of it has begun. */
    final boolean isStaying() {
        assert Thread.holdsLock(space);
        boolean isAttached = state == State.ATTACHING || state == State.ATTACHED;
        return isAttached && !client().isEnding() && !provider().isEnding();
    }

    final boolean isRevoked() {
        assert Thread.holdsLock(space);
        return revoked;
    }

    final State state() {
        assert Thread.holdsLock(space);
        return state;
    }

    /** Names this binding in messages and commands. */
    public final String id() {
        return space.idOf(number);
    }

    /** Also of a binding that is gone. */
    final Registrar registrar() {
        return space.registrar();
    }

    final long now() {
        return registrar().environment().timing().nanoTime();
    }

    /** Whether this is not attached and never was. */
    final boolean isNotAttached() {
        assert Thread.holdsLock(space);
        boolean lingers = client().state() == SideState.DISOWNED && provider().state() == SideState.DISOWNED;
        return lingers
                || state == State.PROPOSED
                || state == State.ASKING
                || (state == State.GONE && !client().state().hasCompleted());
    }

    /** Whether a registration ends, or a side has asked for the end. */
    private boolean isEndWanted() {
        return client().isEnding() || provider().isEnding() || ending() != null;
    }

    /** Returns the end that a side has asked for, or null. */
    final @Nullable BindingEnd ending() {
        assert Thread.holdsLock(space);
        Notices asked = notices;
        return asked == null ? null : asked.ending();
    }

    /** Whether a side has asked for the end before the client's callback had returned. */
    final boolean isDetachedEarly() {
        assert Thread.holdsLock(space);
        BindingEnd ending = ending();
        return ending != null && ending.isEarly;
    }

    /** Returns the place of the provider if a side has asked for the end; else null. */
    final @Nullable Rank detachedProvider() {
        assert Thread.holdsLock(space);
        return ending() == null ? null : provider().rank();
    }

    /** Whether no end waits for this any more. */
    final boolean isLeft() {
        synchronized (space) {
            return !client().isListed();
        }
    }

    /** Whether the end of this binding has begun, or the pair has not attached. */
    final boolean isEnding() {
        assert Thread.holdsLock(space);
        return revoked || state == State.DETACHING || state == State.CLEANUP || state == State.GONE;
    }

    /**
     * Whether calls of a side may come or are inside; false for good once its half of the detach is complete, or the
     * pair is gone.
     */
    final boolean willCall(Side<?> side) {
        assert Thread.holdsLock(space);
        boolean areBothDone = state == State.CLEANUP || state == State.GONE; // also of a pair that lingered
        return !areBothDone && !((revoked || hasCompleted(side)) && side.isDrained());
    }

    private boolean hasCompleted(Side<?> side) {
        return side.state().hasCompleted() && !isNotAttached();
    }

    /** Whether an Error has kept the thread that took this forward from the next step. */
    final boolean isInterrupted() {
        assert Thread.holdsLock(space);
        return callbackThread == null && state != State.ATTACHED && state != State.DETACHING;
    }

    @Override
    public final String toString() {
        return "binding " + id() + " of client " + Who.name(provider().peer().owner()) + " and provider "
                + Who.name(client().peer().owner()) + " over NPI " + Who.npi(client().peer());
    }
}
