// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The life of one end of a binding between two nodes. What happens is told by {@link #on}; it answers what is to be
 * done, without the lock. Each action is answered at most once.
 *
 * <p>This end completes ({@link Action#COMPLETE}) when its {@code detach} was called, the peer makes no calls any more,
 * and those that it has made are through. The peer makes no calls any more when it has said so, or is lost.
 */
final class EndState {
    /** What happens. */
    enum Event {
        /** The pair is attached: the provider's end has heard it of the registrar, the client's end of the peer. */
        ATTACHED,
        /** The provider has refused, or this end has given up before the pair was attached. */
        REFUSED,
        /** The registrar has called {@code detach}. */
        DETACH_CALLED,
        /** DETACH has come. */
        DETACH_CAME,
        /** The module of this node makes no calls any more, and they have returned. */
        LOCAL_QUIET,
        /** DONE has come. */
        DONE_CAME,
        /** A call of the peer has come. */
        CALL_BEGINS,
        /** A call of the peer is through. */
        CALL_ENDS,
        /** The registrar has called {@code cleanup}, or the binding is over in this node without it. */
        CLEANED,
        /** The peer sends nothing more. */
        PEER_ENDED,
        /** The stream is gone. */
        LOST
    }

    /** What is to be done. */
    enum Action {
        /** Send DETACH. */
        SEND_DETACH,
        /** Refuse the calls that wait for a place in the window. */
        REFUSE_WAITING,
        /** Begin the end in this node, on a worker. */
        DETACH_HERE,
        /** Send DONE. */
        SEND_DONE,
        /** Say {@code detachComplete()}, on a worker. */
        COMPLETE,
        /** Send no calls any more; answers may come. */
        CLOSE_SENDING,
        /** No answer comes any more. */
        CLOSE_CALLS,
        /** Do not begin the peer's calls that wait. */
        DROP_CALLS,
        /** End this end's direction of the stream. */
        END_STREAM,
        /** Abort: the peer has broken the protocol. */
        ABORT,
        /** Forget the binding. */
        FORGET
    }

    private final Set<Event> seen = EnumSet.noneOf(Event.class);
    private final Set<Action> done = EnumSet.noneOf(Action.class);
    private int inside;

    /** Something has happened. */
    synchronized List<Action> on(Event event) {
        inside += event == Event.CALL_BEGINS ? 1 : event == Event.CALL_ENDS ? -1 : 0;
        seen.add(event);
        List<Action> actions = new ArrayList<>(4);
        for (Action each : Action.values()) {
            if (!done.contains(each) && isDue(each)) {
                done.add(each);
                actions.add(each);
            }
        }
        return actions;
    }

    /** The whole table. The order of the actions is the order in which they are done. */
    private boolean isDue(Action action) {
        boolean isOver = has(Event.REFUSED) || has(Event.CLEANED);
        boolean isAttached = has(Event.ATTACHED) && !has(Event.REFUSED);
        boolean isPeerQuiet = has(Event.DONE_CAME) || has(Event.LOST);
        return switch (action) {
            case SEND_DETACH -> has(Event.DETACH_CALLED) && !has(Event.LOST);
            case REFUSE_WAITING -> has(Event.DETACH_CALLED) || has(Event.DETACH_CAME);
            case DETACH_HERE ->
                isAttached && !isOver && !has(Event.DETACH_CALLED) && (has(Event.DETACH_CAME) || isPeerQuiet);
            case SEND_DONE -> isAttached && (has(Event.LOCAL_QUIET) || has(Event.CLEANED)) && !has(Event.LOST);
            case COMPLETE -> has(Event.DETACH_CALLED) && isPeerQuiet && inside == 0 && !isOver;
            case CLOSE_SENDING -> isOver;
            case CLOSE_CALLS -> has(Event.PEER_ENDED) || has(Event.LOST);
            case DROP_CALLS -> has(Event.LOST);
            case END_STREAM -> isOver && !has(Event.LOST);
            case ABORT -> has(Event.PEER_ENDED) && !isPeerQuiet && !has(Event.REFUSED);
            case FORGET -> (isOver && has(Event.PEER_ENDED)) || has(Event.LOST);
        };
    }

    private boolean has(Event event) {
        return seen.contains(event);
    }

    synchronized boolean hasSeen(Event event) {
        return has(event);
    }

    /** Tells in one word where the binding stands. */
    synchronized String word() {
        if (has(Event.LOST)) {
            return "lost";
        }
        if (has(Event.DETACH_CALLED) || has(Event.DETACH_CAME)) {
            return "detaching";
        }
        return has(Event.ATTACHED) ? "attached" : "attaching";
    }
}
