// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.ModuleId;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;

/**
 * One owner's view of the registrar, and the modules of that owner.
 *
 * <p>Its {@link #monitor} guards the fields below. It is taken inside a module's, never the other way round.
 */
public final class OwnerRegistrar implements NetworkModuleRegistrar, Endable {
    private final Registrar registrar;
    private final Owner owner;
    private final Object monitor = new Object(); // not this: bundles have this object as a service

    /** For modules that name none of their own; made once, because a hash of the name is not cheap. */
    private final ModuleId moduleId;

    /** Those that are not over yet. */
    private final Set<LiveModule> modules = new LinkedHashSet<>();

    /** The module of what is registered through this view directly; null until there is something. */
    private @Nullable LiveModule ownModule;

    /** Nothing is added to the modules afterwards. */
    private boolean closed;

    /** How many drains keep the owner from registering. Written with the monitor; a module reads it under its own. */
    private volatile int refusals;

    OwnerRegistrar(Registrar registrar, Owner owner) {
        this.registrar = registrar;
        this.owner = Objects.requireNonNull(owner, "owner");
        this.moduleId = ModuleId.ofName(owner.name());
    }

    @Override
    public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
        Objects.requireNonNull(client, () -> Who.name(owner) + ": expected client characteristics, was null");
        return ownModule().registerClient(client);
    }

    @Override
    public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
        Objects.requireNonNull(provider, () -> Who.name(owner) + ": expected provider characteristics, was null");
        return ownModule().registerProvider(provider);
    }

    @Override
    public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
        Objects.requireNonNull(request, () -> Who.name(owner) + ": expected a capture request, was null");
        Objects.requireNonNull(atMost, () -> Who.name(owner) + ": expected a timeout, was null");
        LiveModule module;
        try {
            module = ownModule();
        } catch (IllegalStateException stopping) {
            LiveCapture<C, P> none = new LiveCapture<>(request, Who.name(owner));
            none.decide(Capture.Status.STOPPING, String.valueOf(stopping.getMessage()));
            return none;
        }
        return module.capture(request, atMost);
    }

    @Override
    public LiveModule openModule(String name) {
        Objects.requireNonNull(name, () -> Who.name(owner) + ": expected a module name, was null");
        synchronized (monitor) {
            return newModule(name);
        }
    }

    /** Opens a module and lets no other begin, so that this view is forgotten with it. */
    LiveModule openOnlyModule(String name) {
        synchronized (monitor) {
            LiveModule module = newModule(name);
            closed = true;
            return module;
        }
    }

    private LiveModule ownModule() {
        synchronized (monitor) {
            if (ownModule == null) {
                ownModule = newModule(owner.name());
            }
            return ownModule;
        }
    }

    private LiveModule newModule(String name) {
        assert Thread.holdsLock(monitor);
        requireNoDrain(Who.name(owner));
        if (closed) {
            throw new IllegalStateException(Who.name(owner)
                    + ": expected the bundle and the registrar to run, but one of them is stopping."
                    + " Nothing was registered");
        }
        LiveModule module = new LiveModule(this, name);
        Headroom.require();
        modules.add(module);
        return module;
    }

    /** Starts the unload of every module of this owner, lets no new one begin, does not wait. May be repeated. */
    public Deregistration unload() {
        return end(registrar.unloads());
    }

    /** Refuses new registrations, until {@link #allow} was called as often, or for good. */
    public void refuse() {
        synchronized (monitor) {
            refusals++;
        }
    }

    /** Takes one refusal back, unless the unload of this owner has begun. */
    public void allow() {
        synchronized (monitor) {
            if (!closed && refusals > 0) {
                refusals--;
            }
        }
    }

    /** Whether new registrations are refused because of a drain. */
    public boolean isRefused() {
        return refusals > 0;
    }

    /**
     * Checks that no drain has begun.
     *
     * @throws IllegalStateException if one has
     */
    void requireNoDrain(String subject) {
        if (refusals > 0) {
            throw new IllegalStateException(subject
                    + ": expected a bundle that is not drained, but its drain has begun. Nothing was registered."
                    + " Stop and start the bundle to let it register again");
        }
    }

    /** Whether the unload of this owner has begun. */
    public boolean isClosed() {
        synchronized (monitor) {
            return closed;
        }
    }

    /** Begins the end of some registrations, does not wait. May be repeated. */
    public Deregistration deregister(Set<Long> ids) {
        List<LiveRegistration<?, ?>> members = new ArrayList<>();
        for (LiveModule module : modules()) {
            for (LiveRegistration<?, ?> registration : module.registrations()) {
                if (ids.contains(registration.instance().id())) {
                    members.add(registration);
                }
            }
        }
        return new RegistrationGroup(Who.name(owner), members).end(registrar.unloads());
    }

    @Override
    public List<End> beginEnd() {
        List<LiveModule> ending;
        synchronized (monitor) {
            closed = true;
            ending = List.copyOf(modules);
            forgetIfOver();
        }
        return Endable.beginEnd(ending);
    }

    @Override
    public void detachAll(Rundown rundown) {
        List<LiveModule> ending;
        synchronized (monitor) {
            ending = List.copyOf(modules);
        }
        Endable.detachAll(ending, rundown);
    }

    /** Returns whether it was there; later calls change nothing. */
    boolean forget(LiveModule module) {
        synchronized (monitor) {
            Headroom.require();
            boolean wasThere = modules.remove(module);
            forgetIfOver();
            return wasThere;
        }
    }

    private void forgetIfOver() {
        assert Thread.holdsLock(monitor);
        if (closed && modules.isEmpty()) {
            registrar.forget(this);
        }
    }

    Owner owner() {
        return owner;
    }

    ModuleId moduleId() {
        return moduleId;
    }

    NpiSpace space(String npiId) {
        return registrar.space(npiId);
    }

    boolean acquire(LiveRegistration<?, ?> registration) {
        return registrar.acquire(registration);
    }

    void release(LiveRegistration<?, ?> registration) {
        registrar.release(registration);
    }

    List<LiveModule> modules() {
        synchronized (monitor) {
            return List.copyOf(modules);
        }
    }

    Registrar registrar() {
        return registrar;
    }

    @Override
    public String toString() {
        return "all modules of " + Who.name(owner);
    }
}
