// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import org.jspecify.annotations.Nullable;
import org.nmr.BindingContext;

/**
 * The floor: linked lists and callbacks, nothing else. It asks both sides, links the binding into the lists of both,
 * and calls detach and cleanup of both in the right order; but one thread only, no locks, no states, no checks.
 */
public final class PlainStar implements Star {
    private final Registration[] peers;
    private final Registration hub = new Registration();
    private final Role hubRole;
    private long attached;

    /** Makes the idle registrations of the other role. */
    public PlainStar(Role hubRole, int count) {
        this.hubRole = hubRole;
        this.peers = new Registration[count];
        for (int i = 0; i < count; i++) {
            peers[i] = new Registration();
        }
    }

    @Override
    public void attach() {
        for (Registration peer : peers) {
            Registration client = hubRole == Role.CLIENT ? hub : peer;
            Registration provider = hubRole == Role.CLIENT ? peer : hub;
            propose(new Binding(), client, provider);
        }
    }

    private void propose(Binding binding, Registration client, Registration provider) {
        binding.client = new Side(binding, client);
        binding.provider = new Side(binding, provider);
        if (client.module.attach(binding.client) && provider.module.attach(binding.provider)) {
            client.link(binding.client);
            provider.link(binding.provider);
            attached++;
        }
    }

    @Override
    public void detach() {
        for (Side side = hub.first; side != null; side = hub.first) {
            end(side.binding);
        }
    }

    /** How many bindings the hub has now. */
    public long bound() {
        long bound = 0;
        for (Side side = hub.first; side != null; side = side.next) {
            bound++;
        }
        return bound;
    }

    private static void end(Binding binding) {
        Side client = binding.client;
        Side provider = binding.provider;
        if (client != null && provider != null) {
            client.context.detach();
            provider.context.detach();
            client.context.cleanup();
            provider.context.cleanup();
            client.registration.unlink(client);
            provider.registration.unlink(provider);
        }
    }

    @Override
    public long takeAttached() {
        long taken = attached;
        attached = 0;
        return taken;
    }

    /** Callbacks of a module that does as little as possible. */
    private static final class Module {
        boolean attach(Side side) {
            side.context = BindingContext.NONE;
            return true;
        }
    }

    /** One registration and the list of its bindings. */
    private static final class Registration {
        final Module module = new Module();

        @Nullable
        Side first;

        void link(Side side) {
            Side next = first;
            side.next = next;
            if (next != null) {
                next.previous = side;
            }
            first = side;
        }

        void unlink(Side side) {
            if (side.previous == null) {
                first = side.next;
            } else {
                side.previous.next = side.next;
            }
            if (side.next != null) {
                side.next.previous = side.previous;
            }
        }
    }

    /** A pair; its sides are there from the proposal on. */
    private static final class Binding {
        @Nullable
        Side client;

        @Nullable
        Side provider;
    }

    /** One side, and its place in the list of its registration. */
    private static final class Side {
        final Binding binding;
        final Registration registration;
        BindingContext context = org.nmr.BindingContext.NONE;

        @Nullable
        Side previous;

        @Nullable
        Side next;

        Side(Binding binding, Registration registration) {
            this.binding = binding;
            this.registration = registration;
        }
    }
}
