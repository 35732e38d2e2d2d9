// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;
import org.nmr.registrar.unload.Unload;
import org.nmr.registrar.unload.UnloadControl;

/**
 * One network module: the registrations that are unloaded together.
 *
 * <p>Its {@link #monitor} guards the fields below. A space's, the owner's or a subscription's may be taken inside it,
 * never the other way round.
 */
public final class LiveModule implements ModuleRegistrations, Endable {
    private final OwnerRegistrar owner;
    private final String name;
    final Object monitor = new Object(); // not this: a module may use its handle as a monitor, and block in it

    /** What reports of its unload say besides; empty for nothing. */
    private volatile String advice = "";

    /** Those that are not over yet. */
    private final Set<LiveRegistration<?, ?>> registrations = new LinkedHashSet<>();

    /** The module's running {@code register}, or null. */
    @Nullable
    Loading loading;

    private final Satisfaction satisfaction = new Satisfaction(this);

    /** Whether the unload has begun; nothing is added to the registrations afterwards. */
    private boolean closed;

    /** When the unload has begun, and whether a binding was revoked in it or before. */
    private long closedAt;

    private boolean revoked;

    LiveModule(OwnerRegistrar owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    /** Sets what reports of its unload say besides: what the module itself must do to end. */
    public void advise(String text) {
        advice = text;
    }

    String advice() {
        return advice;
    }

    /**
     * Lets a module register here; an unload waits until it has returned.
     *
     * @throws IllegalStateException if the unload has begun
     * @throws Exception what the module has thrown; then this module should be closed
     */
    public void load(NetworkModule module) throws Exception {
        Loading running = new Loading(this, Thread.currentThread());
        synchronized (monitor) {
            requireLoaded();
            loading = running;
            satisfaction.isRegistering = true;
        }
        try {
            module.register(this);
            synchronized (monitor) {
                satisfaction.isRegistering = false;
            }
        } finally {
            running.hasReturned = true;
            running.look();
        }
        satisfaction.look(Followers.ALL);
    }

    @Override
    public boolean isSatisfied() {
        synchronized (monitor) {
            return !closed && satisfaction.isReached(registrations);
        }
    }

    @Override
    public void whileSatisfied(Follower follower) {
        Objects.requireNonNull(follower, () -> this + ": expected a follower, was null");
        synchronized (monitor) {
            requireLoaded();
            satisfaction.add(follower);
        }
        satisfaction.look(Followers.ALL);
    }

    Satisfaction satisfaction() {
        return satisfaction;
    }

    /** Whether the unload has begun and nothing follows any more. */
    boolean isLeftByFollowers() {
        synchronized (monitor) {
            forgetIfOver();
            return closed && satisfaction.ongoing() == null;
        }
    }

    @Override
    public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
        Objects.requireNonNull(client, () -> this + ": expected client characteristics, was null");
        Description self = Description.of(client.instance(), this, owner);
        ProviderFilter filter = ProviderFilter.of(
                client.selection(),
                this + ", client of NPI " + ForeignText.of(client.npi().id()),
                registrar().environment());
        return registered(self.instance(), space -> new LiveClient<>(this, space, client, self, filter));
    }

    @Override
    public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
        Objects.requireNonNull(provider, () -> this + ": expected provider characteristics, was null");
        Description self = Description.of(provider.instance(), this, owner);
        ProviderFilter.requireOwnNames(self.instance(), this);
        return registered(self.instance(), space -> new LiveProvider<>(this, space, provider, self));
    }

    @Override
    public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
        Objects.requireNonNull(request, () -> this + ": expected a capture request, was null");
        Objects.requireNonNull(atMost, () -> this + ": expected a timeout, was null");
        LiveCapture<C, P> capture = new LiveCapture<>(request, this);
        capture.run(this, registrar().environment().timing(), atMost);
        return capture;
    }

    /**
     * Registers, or leaves nothing that peers are offered: a registration that the module gets no handle of is
     * withdrawn.
     */
    private <R extends LiveRegistration<?, ?>> R registered(
            RegistrationInstance instance, Function<NpiSpace, R> maker) {
        Nesting nesting = registrar().nesting();
        int[] depth = nesting.of(this);
        int outer = depth[0];
        R registration = null;
        boolean done = false;
        try {
            depth[0] = outer + 1;
            registration = added(instance, maker);
            registrar().changes().changed();
            announce(registration);
            registration.join();
            registration.joined();
            nesting.left(outer);
            done = true;
            return registration;
        } finally {
            depth[0] = outer;
            if (!done && registration != null) {
                registration.withdrawn = true;
                registration.end(registrar().unloads());
            }
        }
    }

    /** The space that was found for it may be gone before the registration is counted there. */
    private <R extends LiveRegistration<?, ?>> R added(RegistrationInstance instance, Function<NpiSpace, R> maker) {
        synchronized (monitor) {
            requireLoaded();
        }
        while (true) {
            R registration = maker.apply(owner.space(instance.npiId()));
            synchronized (monitor) {
                requireLoaded();
                Headroom.require();
                registrations.add(registration);
                if (owner.acquire(registration)) {
                    return registration;
                }
                registrations.remove(registration);
            }
        }
    }

    /** Tells the listeners, unless the registration has ended meanwhile: then its end was told. */
    private void announce(LiveRegistration<?, ?> registration) {
        if (registrar().listeners().isEmpty()) {
            return;
        }
        synchronized (monitor) {
            if (registrations.contains(registration)) {
                registrar().listeners().added(registration);
            }
        }
    }

    private void requireLoaded() {
        assert Thread.holdsLock(monitor);
        owner.requireNoDrain(toString());
        if (closed) {
            throw new IllegalStateException(this
                    + ": expected a loaded module, but its unload has begun: the module has unloaded itself,"
                    + " or its bundle or the registrar is stopping. Nothing was registered");
        }
    }

    @Override
    public Deregistration unload() {
        return end(registrar().unloads());
    }

    @Override
    public Optional<Deregistration> end() {
        UnloadControl unloads = registrar().unloads();
        synchronized (monitor) {
            if (!closed) {
                return Optional.empty();
            }
            // An Error may have kept some registrations from the begin of their end; the wait takes that up.
            boolean hasBegun = registrations.stream().allMatch(each -> each.ending() != null);
            return Optional.of(hasBegun ? new Unload(this, unloads, parts()) : new Unload(this, unloads));
        }
    }

    /** What the end of this module waits for, as far as it has begun. */
    private List<End> parts() {
        assert Thread.holdsLock(monitor);
        List<End> parts = new ArrayList<>();
        registrations.forEach(each -> add(parts, each.ending()));
        add(parts, loading);
        add(parts, satisfaction.ongoing());
        return parts;
    }

    private static void add(List<End> parts, @Nullable End part) {
        if (part != null) {
            part.begin();
            parts.add(part);
        }
    }

    @Override
    public void close() {
        endAndAwait(registrar().unloads());
    }

    @Override
    public boolean close(Duration atMost) {
        Objects.requireNonNull(atMost, () -> this + ": expected a timeout, was null");
        return endAndAwait(registrar().unloads(), atMost);
    }

    @Override
    public List<End> beginEnd() {
        List<End> parts = new ArrayList<>();
        synchronized (monitor) {
            closedAt = closed ? closedAt : registrar().environment().timing().nanoTime();
            closed = true; // also if an Error comes next: what ends is the whole module
            parts.addAll(Endable.beginEnd(List.copyOf(registrations)));
            add(parts, loading);
            add(parts, satisfaction.ongoing());
            forgetIfOver();
        }
        registrar().changes().changed(); // also when it waits for register() alone
        return parts;
    }

    /** What follows this module ends before the first callback. */
    @Override
    public void detachAll(Rundown rundown) {
        satisfaction.look(Followers.ALL);
        List<LiveRegistration<?, ?>> ending;
        Loading returning;
        synchronized (monitor) {
            ending = List.copyOf(registrations);
            returning = loading;
            forgetIfOver();
        }
        if (returning != null) {
            returning.look();
        }
        Endable.detachAll(ending, rundown);
    }

    /** Takes a registration whose end is complete out of this module; may be repeated. */
    void forget(LiveRegistration<?, ?> registration) {
        synchronized (monitor) {
            if (registrations.contains(registration)) {
                registrar().listeners().removed(registration);
            }
            Headroom.require();
            registrations.remove(registration);
            revoked |= registration.wasRevoked;
            if (registration.isCounted) {
                owner.release(registration);
            }
            forgetIfOver();
        }
    }

    private void forgetIfOver() {
        assert Thread.holdsLock(monitor);
        if (closed
                && registrations.isEmpty()
                && loading == null
                && satisfaction.ongoing() == null
                && owner.forget(this)) {
            registrar().events().tell(EventKind.UNLOADED, this::describeEnd);
        }
    }

    private void describeEnd(EventDTO event) {
        event.subject = toString();
        event.owner = who().copy();
        event.outcome = revoked ? "REVOKED" : "COMPLETE";
        event.durationNanos = registrar().environment().timing().nanoTime() - closedAt;
    }

    Registrar registrar() {
        return owner.registrar();
    }

    String name() {
        return name;
    }

    Who who() {
        return new Who(owner.owner(), name);
    }

    List<LiveRegistration<?, ?>> registrations() {
        synchronized (monitor) {
            return List.copyOf(registrations);
        }
    }

    /** The ends in progress. */
    List<EndOf> ends() {
        synchronized (monitor) {
            if (closed) {
                List<End> whole = parts();
                return whole.isEmpty() ? List.of() : List.of(new EndOf(this, whole));
            }
            List<EndOf> ends = new ArrayList<>();
            for (LiveRegistration<?, ?> registration : registrations) {
                RegistrationEnd ending = registration.ending();
                if (ending != null) {
                    ends.add(new EndOf(registration, List.of(ending)));
                }
            }
            return ends;
        }
    }

    @Override
    public String toString() {
        return "module " + ForeignText.of(name) + " of " + Who.name(owner.owner());
    }

    /** Its {@code register} has returned; may be repeated. */
    void forget(Loading returned) {
        synchronized (monitor) {
            if (loading == returned) {
                loading = null;
            }
            forgetIfOver();
        }
    }
}
