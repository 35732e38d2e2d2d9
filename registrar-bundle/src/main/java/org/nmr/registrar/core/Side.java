// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.SideDTO;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;
import org.nmr.registrar.core.BindingLife.State;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Snapshot;

/**
 * One side of a binding, that side's view of it, and the guard of its outgoing calls.
 *
 * <p>All fields are guarded by the monitor of the {@link NpiSpace}, except {@link #view}. The guard is opened and shut
 * in the step that changes the state; that its last call has returned is noticed outside.
 *
 * @param <D> the dispatch type of the peer
 */
public final class Side<D> extends Guard<D> implements Binding<D> {
    private final LiveBinding<?, ?> binding;
    private final RegistrationInstance peer;

    /** Whose side this is; null once the binding is gone, so that a kept binding does not hold on to the peer. */
    private @Nullable LiveRegistration<?, ?> registration;

    /** The module's object; NONE until the pair is attached and after it is gone. */
    private BindingContext context = BindingContext.NONE;

    /** See the table in {@link BindingLife}. */
    private SideState state = SideState.OPEN;

    /** The position in the registration's {@link SideList}, which alone uses it; or {@link SideList#NOWHERE}. */
    int index = SideList.NOWHERE;

    /** Since when this side is PENDING, or is done while its calls are in flight. */
    private long since;

    private final boolean isTraced;

    /** Whether the module's {@code detach} was called. Written just before, so that no Error lets that be repeated. */
    boolean isDetachCalled;

    /** The answer of {@code detach}; written just after. */
    boolean isPending;

    /** As for {@code detach}. */
    boolean isCleanupCalled;

    /** The counted view of the peer's dispatch, from the first use on. Every thread makes an equal one. */
    private @Nullable D view;

    Side(LiveBinding<?, ?> binding, LiveRegistration<?, ?> registration, RegistrationInstance peer) {
        this.binding = binding;
        this.registration = registration;
        this.peer = peer;
        this.isTraced = registration.registrar().isTraced();
    }

    @Override
    public RegistrationInstance peer() {
        return peer;
    }

    @Override
    public D dispatch() {
        if (isClosed()) {
            throw refusal();
        }
        D made = view;
        if (made == null) {
            made = makeView();
            view = made;
        }
        return made;
    }

    /** Loads classes of the module. */
    private D makeView() {
        assert !Thread.holdsLock(binding.space);
        Class<D> type;
        synchronized (binding.space) {
            type = dispatchType();
        }
        if (type == null) {
            throw refusal();
        }
        try {
            return binding.registrar().views().of(type).apply(this);
        } catch (IllegalArgumentException unsupported) {
            throw new IllegalStateException(this + ": " + unsupported.getMessage(), unsupported);
        }
    }

    @Override
    public void detachComplete() {
        binding.complete(this);
    }

    @Override
    public Deregistration detach() {
        return new BindingDetach(binding).end(binding.registrar().unloads());
    }

    @Override
    public boolean isPeerDetached() {
        return binding.hasPeerCompleted(this);
    }

    @Override
    public CompletionStage<Void> detaching() {
        return binding.detaching();
    }

    @Override
    public CompletionStage<Void> peerDetached() {
        return binding.peerDetached(this);
    }

    LiveBinding<?, ?> binding() {
        return binding;
    }

    SideState state() {
        assert Thread.holdsLock(binding.space);
        return state;
    }

    void attached(BindingContext newContext) {
        assert Thread.holdsLock(binding.space);
        context = newContext;
    }

    /** Returns what this side calls; null once the binding is gone. */
    @SuppressWarnings("unchecked") // a client's side has the provider's type, and the other way round
    private @Nullable Class<D> dispatchType() {
        assert Thread.holdsLock(binding.space);
        return registration == null ? null : (Class<D>) registration.peerDispatch();
    }

    void on(SideEvent event) {
        assert Thread.holdsLock(binding.space);
        state = BindingLife.next(state, event, this);
    }

    /** The module's {@code detach} has returned. */
    void answered() {
        on(isPending ? SideEvent.ANSWER_PENDING : SideEvent.ANSWER_COMPLETE);
        if (binding.isRevoked()) {
            on(SideEvent.REVOKE); // no thread waits for its completion any more
        }
        if (!isFinished()) {
            since = binding.now();
        }
    }

    /** The module is not called any more. May be repeated. */
    void disown() {
        assert Thread.holdsLock(binding.space);
        if (state != SideState.DISOWNED) {
            on(SideEvent.DISOWN);
        }
    }

    /** Whether this side is done and none of its calls is in flight. */
    boolean isFinished() {
        assert Thread.holdsLock(binding.space);
        return state.isDone() && isDrained();
    }

    @Override
    protected boolean isTraced() {
        return isTraced;
    }

    @Override
    protected long nanoTime() {
        return binding.now();
    }

    @Override
    protected RuntimeException refusal() {
        synchronized (binding.space) {
            if (binding.isRevoked()) {
                return new DetachedException(this + ": was revoked, because an end could not wait for it any longer");
            }
            if (state.hasCompleted() && !binding.isNotAttached()) {
                return new DetachedException(
                        this + ": expected calls before this side has completed its detach, but it is " + state);
            }
            return new IllegalStateException(
                    !binding.isNotAttached() && dispatchType() == Void.class
                            ? this + ": the NPI defines no dispatch for the peer's role"
                            : this + ": expected an attached binding, but it is " + binding.state());
        }
    }

    @Override
    protected void drained() {
        binding.drained();
    }

    @Override
    protected void failed(String what, Throwable thrown) {
        binding.registrar().callbacks().failed(this, what, thrown);
    }

    /** The step that shuts this side goes on to look by itself. */
    @Override
    protected void drainedUnused() {}

    /** Whether the pair is attached and no end of it has begun. */
    boolean isStaying() {
        synchronized (binding.space) {
            return binding.isStaying();
        }
    }

    boolean isEnding() {
        assert Thread.holdsLock(binding.space);
        return registration != null && registration.isEnding();
    }

    /** Whose side this is. */
    Optional<LiveModule> module() {
        assert Thread.holdsLock(binding.space);
        return Optional.ofNullable(registration).map(LiveRegistration::module);
    }

    /** Whether an end of its registration would wait for this side. */
    boolean isListed() {
        assert Thread.holdsLock(binding.space);
        return index != SideList.NOWHERE;
    }

    void link() {
        assert Thread.holdsLock(binding.space);
        if (registration != null) {
            registration.sides().add(this);
        }
    }

    /**
     * Lets the registration's end not wait for this side any more; returns that end if this was the last thing it
     * waited for. May be repeated.
     */
    @Nullable
    RegistrationEnd unlist() {
        assert Thread.holdsLock(binding.space);
        if (registration == null) {
            return null;
        }
        registration.sides().remove(this);
        if (binding.revoked) {
            registration.wasRevoked = true;
        }
        return registration.endingIfOver();
    }

    /** Takes this side out of its registration for good; returns as {@link #unlist}. */
    @Nullable
    RegistrationEnd unlink() {
        RegistrationEnd over = unlist();
        registration = null;
        context = BindingContext.NONE;
        return over;
    }

    void addEdges(List<End.Edge> edges) {
        for (Holder holder : holders()) {
            if (holder.thread() != null) {
                edges.add(new End.Edge(holder.thread(), "a call through", binding));
            }
        }
    }

    /**
     * Whether all that holds this side up are threads of these, as it was seen a moment ago: its state, whether such a
     * thread runs a callback of the binding, and whether all calls were over.
     */
    boolean waitsOnlyFor(Predicate<Thread> threads, SideState seen, boolean isRunning, boolean wasDrained) {
        boolean isDriven = seen.isDone() || isRunning;
        boolean areCallsOver = !seen.hasCompleted() || wasDrained || isHeldOnlyBy(threads);
        return seen != SideState.PENDING && isDriven && areCallsOver;
    }

    /** False if no thread is inside: the last one has left, and goes on with the end of the binding. */
    private boolean isHeldOnlyBy(Predicate<Thread> threads) {
        List<Holder> inside = holders();
        return !inside.isEmpty()
                && inside.stream().allMatch(holder -> holder.thread() != null && threads.test(holder.thread()));
    }

    /** Abandons the calls in flight and returns how many. */
    int abandonCalls() {
        int calls = holders().stream().mapToInt(Holder::calls).sum();
        return abandon() ? calls : 0;
    }

    /** Whose side this is and how far it is. */
    void fill(SideDTO dto, Snapshot snapshot) {
        assert Thread.holdsLock(binding.space);
        dto.state = state.name();
        if (registration != null) {
            dto.owner = registration.who().copy();
            dto.number = registration.instance().number();
            dto.registrationId = registration.instance().id();
        }
        if (state == SideState.PENDING) {
            dto.pendingMillis = snapshot.millisSince(since);
        } else if (state == SideState.DONE) {
            dto.oldestCallMillis = snapshot.millisSince(since);
        }
    }

    /** This side is released: returns who chooses the next one, to be resumed after the waiting threads; or null. */
    @Nullable
    Choice choose() {
        assert Thread.holdsLock(binding.space);
        Choice choice = registration == null ? null : registration.choice();
        if (choice != null) {
            choice.gone(hasWorked(), binding.detachedProvider());
        }
        return choice;
    }

    /** Whether the pair was attached, and the client's callback had returned before a side ended the binding. */
    private boolean hasWorked() {
        return switch (state) {
            case OPEN, OPEN_COMPLETED, DISOWNED -> false;
            default -> !binding.isDetachedEarly();
        };
    }

    /** Whether the client's callback has failed or has ended the binding, so that the present pass goes on after it. */
    boolean holdsUpPass() {
        assert Thread.holdsLock(binding.space);
        return state == SideState.DISOWNED || binding.isDetachedEarly();
    }

    /** Returns the provider's place among those of the NPI; null for a client's side, or once the binding is gone. */
    @Nullable
    Rank rank() {
        assert Thread.holdsLock(binding.space);
        return registration == null ? null : registration.rank();
    }

    /** Whether another binding of a registration that wants one at a time is there. */
    boolean isTaken() {
        assert Thread.holdsLock(binding.space);
        return registration != null
                && registration.choice() != null
                && !registration.sides().isEmpty();
    }

    /** Counts the provider of a client that requires one, in the step that writes the next state, and returns that. */
    State counted(State now, State next) {
        assert Thread.holdsLock(binding.space);
        Requirement requirement = registration == null ? null : registration.requirement();
        if (requirement != null) {
            requirement.count(now, next);
        }
        return next;
    }

    /** For the thread that takes the binding forward. */
    void lookAtFollowers() {
        assert !Thread.holdsLock(binding.space);
        if (registration != null) {
            registration.lookAtFollowers();
        }
    }

    /** Calls the module. */
    void callDetach() {
        binding.registrar().callbacks().detach(context, this);
    }

    /** Calls the module, once. */
    void callCleanup() {
        if (state != SideState.DISOWNED && !isCleanupCalled) {
            binding.registrar().callbacks().cleanup(context, this);
        }
    }

    @Override
    public String toString() {
        return binding.nameOf(this);
    }
}
