// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.core.BindingLife.Event;
import org.nmr.registrar.core.BindingLife.SideState;
import org.nmr.registrar.core.BindingLife.State;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.unload.End.Edge;
import org.nmr.registrar.unload.Outstanding;
import org.nmr.registrar.unload.Snapshot;

/**
 * One client and one provider, from the proposal until they are gone: the threads that take the binding forward.
 *
 * <p>The modules' callbacks run between the {@linkplain BindingSteps steps}, without monitor. For one binding at most
 * one thread runs callbacks at any time: the one that moved it there.
 *
 * @param <C> the client dispatch type
 * @param <P> the provider dispatch type
 */
public final class LiveBinding<C, P> extends BindingSteps<C, P> implements Outstanding {
    private final Side<P> client;
    private final Side<C> provider;

    LiveBinding(LiveRegistration<C, P> client, LiveRegistration<C, P> provider) {
        super(client.space());
        this.client = new Side<>(this, client, provider.instance());
        this.provider = new Side<>(this, provider, client.instance());
    }

    @Override
    Side<P> client() {
        return client;
    }

    @Override
    Side<C> provider() {
        return provider;
    }

    /** The client's callback has returned; a binding that should not stay is ended on this thread. */
    void proposalReturned() {
        Rundown rundown = new Rundown();
        drive(rundown, Occasion.PROPOSAL);
        rundown.finish();
    }

    // ---- the way to the end -----------------------------------------------------------------------------------

    /**
     * Lets the end begin if one of the registrations ends and no thread has begun, and goes on with what an Error has
     * interrupted [C-114]. Also helps with the guards that another thread has shut and not finished.
     */
    void detach(Rundown rundown) {
        drive(rundown, Occasion.LOOK);
        if (revoked) {
            rundown.finish();
            abandonCalls();
        }
        look(client);
        look(provider);
    }

    /** Begins the end of this binding alone, unless that was done before; returns it. May be repeated. */
    BindingEnd beginDetach() {
        BindingEnd begun = new BindingEnd(this);
        synchronized (space) {
            if (client.isListed()) { // or it is over already
                begun.isEarly = isProposing();
                begun = asked().ending(begun);
            }
        }
        begun.list();
        return begun;
    }

    /** A guard that awaits a barrier is in a rundown, which runs one for all. */
    private static void look(Side<?> side) {
        if (!side.awaitsBarrier()) {
            side.look();
        }
    }

    /**
     * Takes this binding as far as it goes now. One thread does so at a time; the others return at once, because that
     * thread sees what they have changed. All that a later call needs is in the fields: a call that an Error ends is
     * continued by the next one.
     */
    private void drive(Rundown rundown, Occasion occasion) {
        assert !Thread.holdsLock(space);
        boolean mine = occasion == Occasion.PROPOSAL;
        try {
            Step step;
            do {
                step = next(rundown, mine, occasion);
                mine = step != null;
                tell();
                if (step != null) {
                    run(step);
                }
            } while (step != null && step != Step.CLEAN_UP && step != Step.UNLINK); // after these it has left
            mine = false;
        } finally {
            if (mine) {
                callbackThread = null; // an Error: the thread that looks next goes on
            }
        }
        if (rundown.isUrgent()) {
            rundown.finish();
        }
    }

    /** Tells what the last step has brought, before the callbacks of the next one. */
    private void tell() {
        Notices asked = notices;
        if (asked != null) {
            asked.tell();
        }
    }

    private void run(Step step) {
        switch (step) {
            case DETACH_CLIENT -> {
                noteBegin();
                client.lookAtFollowers(); // whom the client serves leaves before its last provider
                client.callDetach();
            }
            case DETACH_PROVIDER -> {
                noteBegin(); // the client has disowned it, or was called before
                provider.callDetach();
            }
            case CLEAN_UP -> {
                client.callCleanup();
                provider.callCleanup();
                unlink();
            }
            case UNLINK -> unlink();
        }
    }

    private void noteBegin() {
        if (registrar().events().isHeard(EventKind.DETACHED)) {
            synchronized (space) {
                asked().begin(now());
            }
        }
    }

    /** A module says that its side is done; on any thread, possibly before it was asked [C-130, A-19]. */
    void complete(Side<?> side) {
        Rundown rundown = new Rundown();
        SideState before = completed(side);
        drive(rundown, Occasion.COMPLETION);
        rundown.finish();
        if (before == SideState.OPEN) {
            registrar().callbacks().warn(side, "detachComplete() came before detach(). The registrar remembers it");
        }
    }

    /** No call of a side that has completed is in flight any more. */
    void drained() {
        drive(new Rundown(), Occasion.COMPLETION);
    }

    // ---- revocation -------------------------------------------------------------------------------------------

    /**
     * Revokes this binding, so that no thread waits for it any more. A running callback is not stopped; the binding
     * continues its life when the callback returns. If a {@code cleanup} then blocks, a second revocation, at least one
     * second later, abandons it.
     */
    @Override
    public OptionalInt revoke() {
        Rundown rundown = new Rundown();
        RegistrationEnd clientEnding = null;
        RegistrationEnd providerEnding = null;
        BindingEnd ending = null;
        Choice choice = null;
        synchronized (space) {
            if (!markRevoked()) {
                return OptionalInt.empty();
            }
            if (callbackThread != null) {
                clientEnding = client.unlist();
                providerEnding = provider.unlist();
                ending = ending();
                choice = client.choose();
            }
        }
        int abandoned;
        try {
            drive(rundown, Occasion.COMPLETION);
            rundown.finish();
            abandoned = abandonCalls();
        } finally {
            isRevoking = false;
        }
        RegistrationEnd.finish(clientEnding, providerEnding, ending, choice);
        return OptionalInt.of(abandoned);
    }

    /** Only after the guards were shut. */
    private int abandonCalls() {
        return client.abandonCalls() + provider.abandonCalls();
    }

    // ---- cleanup ----------------------------------------------------------------------------------------------

    /** Both modules have cleaned up; then, and only then, the waiting threads are released. May be repeated. */
    private void unlink() {
        announceEnding();
        RegistrationEnd clientEnding;
        RegistrationEnd providerEnding;
        BindingEnd ending;
        Choice choice;
        EventDTO event = null;
        synchronized (space) {
            if (state == State.CLEANUP) {
                event = isNotAttached() ? null : registrar().events().make(EventKind.DETACHED, this::describeEnd);
                state = BindingLife.next(state, Event.CLEANED, this);
            }
            callbackThread = null;
            clientEnding = client.unlist();
            choice = client.choose();
            client.unlink();
            providerEnding = provider.unlink();
            ending = ending();
            notices = null; // all are told
        }
        registrar().changes().changed();
        registrar().events().tell(event);
        RegistrationEnd.finish(clientEnding, providerEnding, ending, choice);
    }

    private void describeEnd(EventDTO event) {
        describe(event);
        event.outcome = revoked ? "REVOKED" : "COMPLETE";
        Notices asked = notices;
        event.durationNanos = asked == null ? -1 : asked.durationAt(now());
    }

    @Override
    public void describe(EventDTO event) {
        synchronized (space) {
            event.binding = id();
            event.npi = Who.npi(client.peer());
            event.client = client.module().map(module -> module.who().copy()).orElse(null);
            event.provider =
                    provider.module().map(module -> module.who().copy()).orElse(null);
        }
    }

    /** Once this binding has left, no thread finds its own end here. */
    private void announceEnding() {
        BindingEnd ending = null;
        if (notices != null) {
            synchronized (space) {
                ending = ending();
            }
        }
        if (ending != null) {
            ending.announce();
        }
    }

    // ---- questions --------------------------------------------------------------------------------------------

    boolean hasPeerCompleted(Side<?> side) {
        synchronized (space) {
            Side<?> peer = peerOf(side);
            return !isNotAttached() && peer.state().hasCompleted() && peer.isDrained();
        }
    }

    /** Returns what completes when the end has begun. */
    CompletionStage<Void> detaching() {
        synchronized (space) {
            return isEnding() ? Notices.told() : asked().detaching();
        }
    }

    /** Returns what completes when the peer of a side calls no more. */
    CompletionStage<Void> peerDetached(Side<?> side) {
        synchronized (space) {
            return willCall(peerOf(side)) ? asked().peerDetached(side) : Notices.told();
        }
    }

    private Side<?> peerOf(Side<?> side) {
        return side == client ? provider : client;
    }

    /** For as long as there is something to tell. */
    private Notices asked() {
        assert Thread.holdsLock(space);
        Notices asked = notices;
        if (asked == null) {
            asked = new Notices(this);
            notices = asked;
        }
        return asked;
    }

    /** The modules of both sides; fewer once this is gone. */
    Stream<LiveModule> modules() {
        synchronized (space) {
            return Stream.of(client, provider).map(Side::module).flatMap(Optional::stream).toList().stream();
        }
    }

    @Override
    public List<Edge> edges() {
        Thread callback;
        synchronized (space) {
            callback = callbackThread;
        }
        List<Edge> edges = new ArrayList<>();
        if (callback != null) {
            edges.add(new Edge(callback, "a callback of", this));
        }
        client.addEdges(edges);
        provider.addEdges(edges);
        return edges;
    }

    @Override
    public boolean endDoneCalls(Executor askers) {
        boolean ofClient = client.endDoneCalls(askers);
        return provider.endDoneCalls(askers) || ofClient;
    }

    @Override
    public boolean waitsOnlyFor(Predicate<Thread> threads) {
        Thread running;
        SideState ofClient;
        SideState ofProvider;
        synchronized (space) {
            running = callbackThread;
            ofClient = client.state();
            ofProvider = provider.state();
        }
        boolean isRunning = running != null && threads.test(running);
        boolean isClientDrained = client.isDrained(); // both before either is asked who is inside
        boolean isProviderDrained = provider.isDrained();
        boolean isHeldUp = isRunning || (running == null && !(isClientDrained && isProviderDrained));
        return isHeldUp
                && client.waitsOnlyFor(threads, ofClient, isRunning, isClientDrained)
                && provider.waitsOnlyFor(threads, ofProvider, isRunning, isProviderDrained);
    }

    @Override
    public @Nullable BindingDTO copy(Snapshot snapshot) {
        BindingDTO dto = new BindingDTO();
        Thread callback;
        String callbackName;
        synchronized (space) {
            if (state == State.GONE) {
                return null;
            }
            dto.id = id();
            dto.npi = Who.npi(client.peer());
            dto.state = state.name();
            dto.ageMillis = snapshot.millisSince(proposed);
            client.fill(dto.client, snapshot);
            provider.fill(dto.provider, snapshot);
            callback = callbackThread;
            callbackName = CallbackName.of(this, dto);
        }
        // without the monitor, because threads are asked for their stacks
        dto.callback = callback == null ? null : snapshot.holder(Holder.inside(callback, callbackName));
        snapshot.addCalls(dto.client, client.holders());
        snapshot.addCalls(dto.provider, provider.holders());
        return dto;
    }

    String nameOf(Side<?> side) {
        return (side == client ? "client" : "provider") + " side of " + this;
    }
}
