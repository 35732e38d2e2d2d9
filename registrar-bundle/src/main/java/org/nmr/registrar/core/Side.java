package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;

/**
 * One side of a binding, that side's view of it, and the guard of its outgoing calls.
 *
 * <p>All fields are guarded by the monitor of the {@link NpiSpace}, except {@link #view}. The guard is opened and shut in
 * the step that changes the state; that its last call has returned is noticed outside.
 *
 * @param <D> the dispatch type of the peer
 */
final class Side<D> extends Guard<D> implements Binding<D> {
    private final BindingCore<?, ?> binding;
    private final RegistrationInstance peer;

    /** Whose side this is; null once the binding is gone, so that a kept binding does not hold on to the peer. */
    private @Nullable RegistrationCore<?, ?> registration;

    /** The module's object; NONE until the pair is attached and after it is gone. */
    private BindingContext context = BindingContext.NONE;

    /** See the table in {@link BindingLife}. */
    private SideState state = SideState.OPEN;

    /** The position in the registration's {@link SideList}, which alone uses it. */
    int index;

    /** The counted view of the peer's dispatch, from the first use on. Every thread makes an equal one. */
    private @Nullable D view;

    Side(BindingCore<?, ?> binding, RegistrationCore<?, ?> registration, RegistrationInstance peer) {
        this.binding = binding;
        this.registration = registration;
        this.peer = peer;
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
            made = binding.view(this);
            view = made;
        }
        return made;
    }

    @Override
    public void detachComplete() {
        binding.complete(this);
    }

    @Override
    public boolean isPeerDetached() {
        return binding.hasPeerCompleted(this);
    }

    BindingCore<?, ?> binding() {
        return binding;
    }

    SideState state() {
        return state;
    }

    void attached(BindingContext newContext) {
        context = newContext;
    }

    /** Returns what this side calls; null once the binding is gone. Called with the space's monitor. */
    @SuppressWarnings("unchecked") // a client's side has the provider's type, and the other way round
    @Nullable
    Class<D> dispatchType() {
        return registration == null ? null : (Class<D>) registration.peerDispatch();
    }

    void on(SideEvent event) {
        state = BindingLife.next(state, event, this);
    }

    /** Whether this side is done and none of its calls is in flight. */
    boolean isFinished() {
        return state.isDone() && isDrained();
    }

    @Override
    protected RuntimeException refusal() {
        return binding.noDispatch(this);
    }

    @Override
    protected void drained() {
        binding.drained();
    }

    /** The step that shuts this side goes on to look by itself. */
    @Override
    protected void drainedUnused() {}

    boolean isEnding() {
        return registration != null && registration.isEnding();
    }

    void link() {
        if (registration != null) {
            registration.sides().add(this);
        }
    }

    /** Takes this side out of its registration; returns the registration's end if that was the last thing it waited for. */
    @Nullable
    RegistrationEnding unlink() {
        RegistrationCore<?, ?> owner = registration;
        registration = null;
        context = BindingContext.NONE;
        if (owner == null) {
            return null;
        }
        owner.sides().remove(this);
        return owner.endingIfOver();
    }

    /** Calls the module; without monitor. */
    DetachStatus callDetach() {
        return binding.callbacks().detach(context, this);
    }

    /** Calls the module; without monitor. */
    void callCleanup() {
        if (state != SideState.DISOWNED) {
            binding.callbacks().cleanup(context, this);
        }
    }

    @Override
    public String toString() {
        return binding.describe(this);
    }
}
