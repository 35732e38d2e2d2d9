// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.RegistrationEvent;
import org.nmr.Selection;

/** A client's registration. */
final class LiveClient<C, P> extends LiveRegistration<C, P> implements ClientRegistration {
    private final ClientModule<C, P> callbacks;

    /** Null for a client that wants to see every provider. */
    private final @Nullable ProviderFilter filter;

    /** Null for a client that wants a binding to each. */
    private final @Nullable Choice choice;

    /** Null for a client that requires no provider. */
    private final @Nullable Requirement requirement;

    private final Search search;

    LiveClient(
            LiveModule module,
            NpiSpace space,
            ClientCharacteristics<C, P> client,
            Description self,
            @Nullable ProviderFilter filter) {
        super(module, space, client.npi(), self);
        callbacks = client.module();
        this.filter = filter;
        choice = client.selection().cardinality() == Selection.Cardinality.ONE ? new Choice(this) : null;
        requirement =
                client.selection().isRequired() ? new Requirement(environment().timing()) : null;
        search = new Search(environment().timing().nanoTime());
    }

    @Override
    public boolean isSatisfied() {
        synchronized (space()) {
            return !isEnding() && (requirement == null || requirement.isMet());
        }
    }

    ClientModule<C, P> callbacks() {
        return callbacks;
    }

    @Override
    void join() {
        if (choice != null) {
            choice.join();
            return;
        }
        for (LiveProvider<?, ?> provider : space().join(this)) {
            propose(provider);
        }
    }

    /** Whether a provider that joins now is to be offered. */
    boolean wantsProvider() {
        assert Thread.holdsLock(space());
        return choice == null || !choice.isBound();
    }

    /** Whether a binding of this client is attached. */
    boolean isAttached() {
        assert Thread.holdsLock(space());
        return sides().snapshot().stream().anyMatch(side -> side.binding().state() == BindingLife.State.ATTACHED);
    }

    /** Whether it has no provider, no binding of it ends, and it is not a capture, which answers its caller. */
    boolean isWithoutProvider() {
        if (callbacks instanceof LiveCapture<?, ?>) {
            return false;
        }
        synchronized (space()) {
            return !isEnding()
                    && sides().snapshot().stream()
                            .allMatch(side -> BindingLife.State.ATTACHING.compareTo(
                                            side.binding().state())
                                    > 0);
        }
    }

    /** Whether it has lost the provider that it requires, whose binding still ends. */
    boolean isLosingProvider() {
        if (requirement == null) {
            return false;
        }
        synchronized (space()) {
            return isUnmet()
                    && sides().snapshot().stream()
                            .anyMatch(side -> BindingLife.State.ATTACHED.compareTo(
                                            side.binding().state())
                                    < 0);
        }
    }

    /** A provider has joined after this client. */
    void meet(LiveProvider<?, ?> provider) {
        if (choice != null) {
            choice.offer(provider);
        } else {
            propose(provider);
        }
    }

    void propose(LiveProvider<?, ?> provider) {
        assert !Thread.holdsLock(space());
        if (isWanted(provider)) {
            Proposal.run(this, provider);
        }
    }

    /** Whether this client wants to see a provider. */
    boolean isWanted(LiveProvider<?, ?> provider) {
        return filter == null || filter.matches(this, provider);
    }

    /** Returns the filter's text; empty if every provider is wanted. */
    String filter() {
        return filter == null ? "" : filter.toString();
    }

    /** The search for the first provider. */
    Search search() {
        return search;
    }

    /** Whether no provider was found yet, and nothing else says so; a capture answers its caller. */
    boolean isSearching() {
        return !search.isOver() && !isEnding() && !(callbacks instanceof LiveCapture<?, ?>);
    }

    @Override
    @Nullable
    Choice choice() {
        return choice;
    }

    @Override
    @Nullable
    Requirement requirement() {
        return requirement;
    }

    @Override
    void endBegun() {
        assert Thread.holdsLock(space());
        if (callbacks instanceof LiveCapture<?, ?> capture) {
            capture.endBegun();
        }
    }

    @Override
    RegistrationEvent.Role eventRole() {
        return RegistrationEvent.Role.CLIENT;
    }

    @Override
    String role() {
        return "client";
    }

    @Override
    Class<?> peerDispatch() {
        return npi().providerDispatch();
    }
}
