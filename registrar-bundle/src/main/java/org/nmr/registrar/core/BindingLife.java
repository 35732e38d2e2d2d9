// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.nmr.registrar.core.BindingLife.Event.ACCEPT;
import static org.nmr.registrar.core.BindingLife.Event.ATTACH;
import static org.nmr.registrar.core.BindingLife.Event.CLEANED;
import static org.nmr.registrar.core.BindingLife.Event.DEREGISTER;
import static org.nmr.registrar.core.BindingLife.Event.DETACH;
import static org.nmr.registrar.core.BindingLife.Event.LINGER;
import static org.nmr.registrar.core.BindingLife.Event.REFUSE;
import static org.nmr.registrar.core.BindingLife.Event.RETURN;
import static org.nmr.registrar.core.BindingLife.Event.SIDES_DONE;
import static org.nmr.registrar.core.BindingLife.Event.THROW;
import static org.nmr.registrar.core.BindingLife.SideEvent.ANSWER_COMPLETE;
import static org.nmr.registrar.core.BindingLife.SideEvent.ANSWER_PENDING;
import static org.nmr.registrar.core.BindingLife.SideEvent.CALL;
import static org.nmr.registrar.core.BindingLife.SideEvent.COMPLETE;
import static org.nmr.registrar.core.BindingLife.SideEvent.DISOWN;
import static org.nmr.registrar.core.BindingLife.SideEvent.REVOKE;
import static org.nmr.registrar.core.BindingLife.SideState.CALLED;
import static org.nmr.registrar.core.BindingLife.SideState.CALLED_COMPLETED;
import static org.nmr.registrar.core.BindingLife.SideState.CALLED_REVOKED;
import static org.nmr.registrar.core.BindingLife.SideState.DISOWNED;
import static org.nmr.registrar.core.BindingLife.SideState.DONE;
import static org.nmr.registrar.core.BindingLife.SideState.OPEN;
import static org.nmr.registrar.core.BindingLife.SideState.OPEN_COMPLETED;
import static org.nmr.registrar.core.BindingLife.SideState.PENDING;
import static org.nmr.registrar.core.BindingLife.SideState.REVOKED;
import static org.nmr.registrar.core.BindingLife.State.ASKING;
import static org.nmr.registrar.core.BindingLife.State.ATTACHED;
import static org.nmr.registrar.core.BindingLife.State.ATTACHING;
import static org.nmr.registrar.core.BindingLife.State.CLEANUP;
import static org.nmr.registrar.core.BindingLife.State.DETACHING;
import static org.nmr.registrar.core.BindingLife.State.GONE;
import static org.nmr.registrar.core.BindingLife.State.PROPOSED;

/**
 * The life of one binding: the one place that says which state follows which.
 *
 * <h2>The binding</h2>
 *
 * <pre>
 * state      event       next       actor, and what runs in between
 * ---------- ----------- ---------- ----------------------------------------------------------------
 * (none)                 PROPOSED   registering thread: client attachProvider is called
 * PROPOSED   ATTACH      ASKING     the same, in attachProvider: provider attachClient is called
 * PROPOSED   RETURN      GONE       the same: the client has declined, or gives up after a refusal
 * PROPOSED   THROW       GONE       the same: the client's callback has failed
 * PROPOSED   LINGER      DETACHING  the same: as either, while a call of a refused try is inside
 * ASKING     REFUSE      PROPOSED   the same: the provider has refused or failed; the client may retry
 * ASKING     ACCEPT      ATTACHING  the same: attached, calls may flow; attachProvider still runs
 * ATTACHING  RETURN      ATTACHED   the same: attachProvider has returned
 * ATTACHING  THROW       DETACHING  the same: the client disowns it, the provider is unwound
 * ATTACHED   DEREGISTER  DETACHING  first deregistering thread, or the registering one: both detach
 * ATTACHED   DETACH      DETACHING  thread that ends this binding alone, or the registering one: as above
 * DETACHING  SIDES_DONE  CLEANUP    thread of the last completion: client cleanup, provider cleanup
 * CLEANUP    CLEANED     GONE       the same: unlinked, waiters of both registrations are released
 * </pre>
 *
 * DEREGISTER and DETACH before ATTACHED change nothing: the registration, or the binding, remembers it, and the
 * registering thread looks when the callback has returned. After ATTACHED they change nothing, because detach
 * is called once [C-114]. Every other pair is a fault of the registrar and throws.
 *
 * <h2>A side</h2>
 *
 * <pre>
 * state             event            next              actor
 * ----------------- ---------------- ----------------- ---------------------------------------------
 * OPEN              CALL             CALLED            detaching thread, before detach() is called
 * OPEN              COMPLETE         OPEN_COMPLETED    the module, before it was asked: remembered
 * OPEN              DISOWN           DISOWNED          registering thread: never called any more
 * OPEN_COMPLETED    CALL             CALLED_COMPLETED  detaching thread
 * OPEN_COMPLETED    DISOWN           DISOWNED          registering thread
 * CALLED            ANSWER_COMPLETE  DONE              detaching thread, detach() has returned
 * CALLED            ANSWER_PENDING   PENDING           detaching thread
 * CALLED            COMPLETE         CALLED_COMPLETED  the module, before detach() has returned
 * CALLED            REVOKE           CALLED_REVOKED    thread that revokes the binding
 * CALLED_COMPLETED  ANSWER_COMPLETE  DONE              detaching thread
 * CALLED_COMPLETED  ANSWER_PENDING   DONE              detaching thread
 * PENDING           COMPLETE         DONE              the module, on any thread
 * PENDING           REVOKE           REVOKED           thread that revokes the binding
 * CALLED_REVOKED    ANSWER_COMPLETE  REVOKED           detaching thread, too late for those who waited
 * CALLED_REVOKED    ANSWER_PENDING   REVOKED           detaching thread, too late for those who waited
 * </pre>
 *
 * COMPLETE changes nothing after REVOKE, because it comes late; elsewhere it is a module that completes twice or too
 * late [C-132]. REVOKE elsewhere changes nothing: no end waits for such a side. The rest are faults of the registrar.
 * All of these throw.
 */
public final class BindingLife {
    /** The states of a binding. */
    enum State {
        /** The client's {@code attachProvider} runs, and nothing is attached. */
        PROPOSED,
        /** The client has accepted, and the provider's {@code attachClient} runs. */
        ASKING,
        /** Both have accepted and calls may flow, while {@code attachProvider} still runs. */
        ATTACHING,
        /** {@code attachProvider} has returned, and the pair stays. */
        ATTACHED,
        /** The end has begun: both {@code detach} are called, and both sides complete. */
        DETACHING,
        /** Both sides are done and no call is inside: both {@code cleanup} are called. */
        CLEANUP,
        /** Nothing more happens. */
        GONE
    }

    /** What happens to a binding. */
    enum Event {
        /** The client accepts, inside {@code attachProvider}. */
        ATTACH,
        /** The provider has refused or failed. */
        REFUSE,
        /** The provider has accepted. */
        ACCEPT,
        /** {@code attachProvider} has returned. */
        RETURN,
        /** {@code attachProvider} has thrown. */
        THROW,
        /** As RETURN or THROW, while a call of a refused try is inside. */
        LINGER,
        /** One of the registrations ends. */
        DEREGISTER,
        /** A side ends this binding alone. */
        DETACH,
        /** Both sides are done, and no call of either is inside. */
        SIDES_DONE,
        /** Both {@code cleanup} have returned. */
        CLEANED
    }

    /** The states of one side of a binding. */
    enum SideState {
        /** The module's {@code detach} was not called. */
        OPEN,
        /** The same, but the module has completed already. */
        OPEN_COMPLETED,
        /** The module's {@code detach} runs. */
        CALLED,
        /** The same, but the module has completed already. */
        CALLED_COMPLETED,
        /** {@code detach} has answered PENDING, and the module has not completed. */
        PENDING,
        /** {@code detach} has returned, and the module has completed. */
        DONE,
        /** The module was not called, and will not be. */
        DISOWNED,
        /** The binding was revoked while {@code detach} runs. */
        CALLED_REVOKED,
        /** The binding was revoked, and {@code detach} has returned. */
        REVOKED;

        /** Whether the module was neither called nor disowned. */
        boolean isOpen() {
            return this == OPEN || this == OPEN_COMPLETED;
        }

        /** Whether the module's {@code detach} is to answer. */
        boolean isCalled() {
            return this == CALLED || this == CALLED_COMPLETED || this == CALLED_REVOKED;
        }

        /** Whether this side makes no more calls and its {@code detach} has returned. */
        boolean isDone() {
            return this == DONE || this == DISOWNED || this == REVOKED;
        }

        /** Whether this side makes no more calls, because the module has said so, or it was revoked. */
        boolean hasCompleted() {
            return isDone() || isRevoked() || this == OPEN_COMPLETED || this == CALLED_COMPLETED;
        }

        /** Whether no end waits any more for what the module says. */
        boolean isRevoked() {
            return this == CALLED_REVOKED || this == REVOKED;
        }
    }

    /** What happens to one side of a binding. */
    enum SideEvent {
        /** The module's {@code detach} is about to be called. */
        CALL,
        /** {@code detach} has answered COMPLETE, or has failed. */
        ANSWER_COMPLETE,
        /** {@code detach} has answered PENDING. */
        ANSWER_PENDING,
        /** The module says that this side makes no more calls. */
        COMPLETE,
        /** The module is not to be called any more. */
        DISOWN,
        /** The binding is revoked. */
        REVOKE
    }

    private static final Transitions<State, Event> BINDING = bindingTable();
    private static final Transitions<SideState, SideEvent> SIDE = sideTable();

    private BindingLife() {}

    /** Returns the state that follows, or throws an exception that names the subject. */
    static State next(State state, Event event, Object subject) {
        return BINDING.next(state, event, subject);
    }

    /** Returns the state that follows, or throws an exception that names the subject. */
    static SideState next(SideState state, SideEvent event, Object subject) {
        return SIDE.next(state, event, subject);
    }

    private static Transitions<State, Event> bindingTable() {
        Transitions<State, Event> table = new Transitions<>(State.class, Event.class);
        for (State state : State.values()) {
            table.add(state, DEREGISTER, state);
            table.add(state, DETACH, state);
        }
        return table.add(PROPOSED, ATTACH, ASKING)
                .add(PROPOSED, RETURN, GONE)
                .add(PROPOSED, THROW, GONE)
                .add(PROPOSED, LINGER, DETACHING)
                .add(ASKING, REFUSE, PROPOSED)
                .add(ASKING, ACCEPT, ATTACHING)
                .add(ATTACHING, RETURN, ATTACHED)
                .add(ATTACHING, THROW, DETACHING)
                .add(ATTACHED, DEREGISTER, DETACHING)
                .add(ATTACHED, DETACH, DETACHING)
                .add(DETACHING, SIDES_DONE, CLEANUP)
                .add(CLEANUP, CLEANED, GONE);
    }

    private static Transitions<SideState, SideEvent> sideTable() {
        Transitions<SideState, SideEvent> table = new Transitions<>(SideState.class, SideEvent.class);
        for (SideState state : SideState.values()) {
            table.add(state, REVOKE, state);
        }
        return table.add(OPEN, CALL, CALLED)
                .add(OPEN, COMPLETE, OPEN_COMPLETED)
                .add(OPEN, DISOWN, DISOWNED)
                .add(OPEN_COMPLETED, CALL, CALLED_COMPLETED)
                .add(OPEN_COMPLETED, DISOWN, DISOWNED)
                .add(CALLED, ANSWER_COMPLETE, DONE)
                .add(CALLED, ANSWER_PENDING, PENDING)
                .add(CALLED, COMPLETE, CALLED_COMPLETED)
                .add(CALLED, REVOKE, CALLED_REVOKED)
                .add(CALLED_COMPLETED, ANSWER_COMPLETE, DONE)
                .add(CALLED_COMPLETED, ANSWER_PENDING, DONE)
                .add(PENDING, COMPLETE, DONE)
                .add(PENDING, REVOKE, REVOKED)
                .add(CALLED_REVOKED, ANSWER_COMPLETE, REVOKED)
                .add(CALLED_REVOKED, ANSWER_PENDING, REVOKED)
                .add(CALLED_REVOKED, COMPLETE, CALLED_REVOKED)
                .add(REVOKED, COMPLETE, REVOKED);
    }
}
