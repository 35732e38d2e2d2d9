// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.reach.internal.bridge.binding.EndState.Action;
import org.nmr.reach.internal.bridge.binding.EndState.Event;
import org.nmr.reach.internal.bridge.call.IncomingCalls;
import org.nmr.reach.internal.bridge.call.OutgoingCalls;
import org.nmr.reach.internal.bridge.call.Port;
import org.nmr.reach.internal.bridge.call.Stub;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.codec.DispatchType;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;
import org.nmr.reach.internal.wire.BindFrames;
import org.nmr.reach.internal.wire.BindMessage;
import org.nmr.reach.internal.wire.BindMessage.Accepted;
import org.nmr.reach.internal.wire.BindMessage.Attach;
import org.nmr.reach.internal.wire.BindMessage.Call;
import org.nmr.reach.internal.wire.BindMessage.Cancel;
import org.nmr.reach.internal.wire.BindMessage.Detach;
import org.nmr.reach.internal.wire.BindMessage.Done;
import org.nmr.reach.internal.wire.BindMessage.Refused;
import org.nmr.reach.internal.wire.BindMessage.Return;
import org.nmr.reach.internal.wire.BindMessage.Throw;
import org.nmr.reach.internal.wire.LinkMessage.Limits;
import org.nmr.reach.internal.wire.WireException;

/**
 * One end of a binding between two nodes. It hears of three: the registrar of this node, for which it is the context of
 * a local binding; the peer's end, through the stream; and the link. {@link EndState} says what follows.
 */
public final class RemoteBinding implements Receiver, BindingContext, Port {
    /** Who has refused the attach, or nobody; of the client's end. */
    private final CompletableFuture<Optional<String>> attach = new CompletableFuture<>();

    private final LinkPort link;
    private final long number;
    private final boolean isClientsEnd;
    private final String npi;
    private final String peer;
    private final EndState state = new EndState();
    private final OutgoingCalls outgoing = new OutgoingCalls(this);
    private final IncomingCalls incoming;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Null until it is open: of the client's end. */
    private volatile @Nullable FrameStream stream;

    /** Null until the registrar has proposed the pair. */
    private volatile @Nullable Binding<?> local;

    private volatile Runnable whenOver = () -> {};
    private volatile String lostReason = "";

    /**
     * Makes an end.
     *
     * @param incomingType the dispatch of this node's module
     * @param peer the module at the other end, for people
     * @param opened the stream that the client's node has opened; null at that node
     */
    RemoteBinding(
            LinkPort link,
            long number,
            String npi,
            DispatchType incomingType,
            String peer,
            @Nullable FrameStream opened) {
        this.link = link;
        this.number = number;
        isClientsEnd = opened == null;
        stream = opened;
        this.npi = npi;
        this.peer = peer;
        incoming = new IncomingCalls(this, incomingType, link.workers());
    }

    Object stub(DispatchType type) {
        return Stub.of(type, outgoing, this, link.workers());
    }

    /** The client's end: asks the provider's node, and waits for its answer. Empty if the pair is attached. */
    Optional<String> attach(Binding<?> proposed, Attach message) {
        local = proposed;
        if (!link.add(this)) {
            return Optional.of("the link to node " + link.peer() + " is down");
        }
        stream = link.open(this);
        send(message);
        proposed.peerDetached().thenRun(() -> on(Event.LOCAL_QUIET));
        return Waiting.uninterrupted(attach);
    }

    /** The provider's end: the registrar has proposed the pair. False if it is too late. */
    boolean proposed(Binding<?> proposed, Runnable then) {
        local = proposed;
        whenOver = then;
        proposed.peerDetached().thenRun(() -> on(Event.LOCAL_QUIET));
        return !state.hasSeen(Event.LOST);
    }

    /** The provider's end: the pair is attached. */
    void accepted() {
        on(Event.ATTACHED);
        send(new Accepted());
    }

    /** The provider's end: the pair is not attached. */
    void refused(String reason) {
        send(new Refused(Texts.oneLine(reason)));
        on(Event.REFUSED);
    }

    private void on(Event event) {
        for (Action each : state.on(event)) {
            try {
                act(each);
            } catch (RuntimeException failed) { // such as no thread; the other actions are due all the same
                link.log().log(WARNING, "reach: binding to " + peer + ": " + each + " has failed", failed);
            }
        }
    }

    private void act(Action action) {
        switch (action) {
            case SEND_DETACH -> send(new Detach());
            case REFUSE_WAITING -> outgoing.refuseWaiting();
            case DETACH_HERE -> link.ends().execute(this::detachHere);
            case SEND_DONE -> send(new Done());
            case COMPLETE -> link.ends().execute(this::complete);
            case CLOSE_SENDING -> outgoing.closeSending("the binding has ended");
            case CLOSE_CALLS -> outgoing.close(lostReason.isEmpty() ? "the binding has ended" : lostReason);
            case DROP_CALLS -> incoming.drop();
            case END_STREAM -> onStream(FrameStream::end);
            case ABORT -> abort("expected DONE before the end of the stream");
            case FORGET -> link.forget(this);
        }
    }

    private void detachHere() {
        Binding<?> here = local;
        if (here != null) {
            Deregistration end = here.detach();
            // also if the registrar has never attached the pair, and so calls neither detach nor cleanup
            end.completion().thenRun(this::over);
        }
    }

    private void complete() {
        Binding<?> here = local;
        try {
            if (here != null) {
                here.detachComplete();
            }
        } catch (IllegalStateException revoked) {
            link.log().log(System.Logger.Level.DEBUG, "reach: the binding has ended without its detach", revoked);
        }
    }

    @Override
    public DetachStatus detach() {
        on(Event.DETACH_CALLED);
        return DetachStatus.PENDING;
    }

    @Override
    public void cleanup() {
        over();
    }

    private void over() {
        if (isOver.compareAndSet(false, true)) {
            on(Event.CLEANED);
            whenOver.run();
        }
    }

    @Override
    public void frame(byte[] frame) {
        try {
            message(BindFrames.decode(frame));
        } catch (WireException wrong) {
            abort(Texts.reason(wrong));
        } catch (Throwable thrown) { // what leaves here would be hidden by the engine
            link.log().log(WARNING, "reach: binding to " + peer + ": expected no exception", thrown);
            abort("an error in node at the other end: " + thrown.getClass().getName());
        }
    }

    private void message(BindMessage message) {
        if (message instanceof Call call) {
            call(call);
        } else if (message instanceof Return answer) {
            requireKnown(outgoing.answered(answer.id(), answer.result()), answer.id());
        } else if (message instanceof Throw answer) {
            requireKnown(outgoing.failed(answer.id(), answer.executed(), answer.type(), answer.message()), answer.id());
        } else if (message instanceof Cancel cancel) {
            incoming.cancel(cancel.id());
        } else if (message instanceof Detach) {
            on(Event.DETACH_CAME);
        } else if (message instanceof Done) {
            on(Event.DONE_CAME);
        } else {
            answerToAttach(message);
        }
    }

    private void answerToAttach(BindMessage message) {
        if (!isClientsEnd || attach.isDone()) {
            abort("expected no " + message.getClass().getSimpleName() + " here");
        } else if (message instanceof Accepted) {
            on(Event.ATTACHED);
            attach.complete(Optional.empty());
        } else if (message instanceof Refused refused) {
            on(Event.REFUSED);
            attach.complete(Optional.of(Texts.oneLine(refused.reason())));
        } else {
            abort("expected ACCEPTED or REFUSED, was " + message.getClass().getSimpleName());
        }
    }

    private void call(Call call) {
        Binding<?> here = local;
        boolean mayCall = isClientsEnd || state.hasSeen(Event.ATTACHED);
        if (here == null || !mayCall || state.hasSeen(Event.DONE_CAME)) {
            abort("expected no CALL before ATTACH or after DONE");
        } else if (!isOver.get()) { // else revoked: the peer hears the end of the stream
            incoming.begin(call, here);
        }
    }

    private void requireKnown(boolean isKnown, long call) {
        if (!isKnown) {
            abort("expected the number of an open call, was " + call);
        }
    }

    @Override
    public void ready() {
        outgoing.ready();
    }

    @Override
    public void ended() {
        on(Event.PEER_ENDED);
    }

    @Override
    public void lost(String reason) {
        if (lostReason.isEmpty()) {
            lostReason = Texts.oneLine(reason);
        }
        on(Event.LOST);
        attach.complete(Optional.of("node " + link.peer() + " is lost: " + lostReason));
    }

    @Override
    public void send(BindMessage message) {
        onStream(opened -> opened.send(BindFrames.encode(message)));
    }

    private void onStream(Consumer<FrameStream> action) {
        FrameStream opened = stream;
        if (opened != null) {
            action.accept(opened);
        }
    }

    @Override
    public boolean isReady() {
        FrameStream opened = stream;
        return opened == null || opened.isReady();
    }

    @Override
    public Limits limits() {
        return link.limits();
    }

    @Override
    public void callBegins() {
        on(Event.CALL_BEGINS);
    }

    @Override
    public void callEnds() {
        on(Event.CALL_ENDS);
    }

    /** The link and other bindings stay. */
    @Override
    public void abort(String reason) {
        if (lostReason.isEmpty()) {
            lostReason = "the binding was aborted: " + reason;
            link.complain("binding to " + peer + " aborted: " + reason);
        }
        onStream(opened -> opened.abort(Texts.oneLine(reason)));
        lost(lostReason);
    }

    @Override
    public String peer() {
        return peer;
    }

    /** Its number, which both nodes know. */
    public long number() {
        return number;
    }

    /** Says who waits for a call of this node; slow. */
    public Optional<List<String>> describe(long call) {
        return outgoing.describe(call);
    }

    /** A copy for people. */
    public BindingView view() {
        return new BindingView(
                number,
                npi,
                isClientsEnd ? "provider" : "client",
                peer,
                state.word(),
                outgoing.count(),
                incoming.inside());
    }
}
