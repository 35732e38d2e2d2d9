package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;

/**
 * One side of a binding, and that side's view of it.
 *
 * <p>All fields are guarded by the monitor of the {@link NpiSpace}, except {@link #peerDispatch}.
 *
 * @param <D> the dispatch type of the peer
 */
final class Side<D> implements Binding<D> {
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

    /**
     * What this side calls: there from attach, for the provider from being asked, until this side is complete; else
     * null. Written under the monitor, read without, because it is on the call path.
     */
    private volatile @Nullable D peerDispatch;

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
        D dispatch = peerDispatch;
        if (dispatch == null) {
            throw binding.noDispatch(this);
        }
        return dispatch;
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

    void offer(@Nullable D dispatch) {
        peerDispatch = dispatch;
    }

    void attached(BindingContext newContext) {
        context = newContext;
    }

    /** Moves on, and closes the way to the peer once this side has said that it is done. */
    void on(SideEvent event) {
        state = BindingLife.next(state, event, this);
        if (state.hasCompleted()) {
            peerDispatch = null;
        }
    }

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
        peerDispatch = null;
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
