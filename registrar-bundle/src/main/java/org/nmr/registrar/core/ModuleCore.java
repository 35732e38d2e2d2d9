package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.ModuleId;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;

/**
 * One network module: the registrations that are unloaded together.
 *
 * <p>Its monitor guards the fields below. A space's or the owner's may be taken inside it, never the other way round.
 */
public final class ModuleCore implements ModuleRegistrations, Unloadable {
    private final OwnerRegistrar registrar;
    private final Owner owner;
    private final String name;

    /** Those that are not over yet. */
    private final Set<RegistrationCore<?, ?>> registrations = new LinkedHashSet<>();

    /** The module's running {@code register}, or null. */
    private @Nullable Loading loading;

    /** Whether the unload has begun; nothing is added to the registrations afterwards. */
    private boolean closed;

    ModuleCore(OwnerRegistrar registrar, Owner owner, String name) {
        this.registrar = registrar;
        this.owner = owner;
        this.name = name;
    }

    /**
     * Lets a module register here; an unload waits until it has returned.
     *
     * @throws IllegalStateException if the unload has begun
     * @throws Exception what the module has thrown; then this module should be closed
     */
    public void load(NetworkModule module) throws Exception {
        Loading running = new Loading(this, Thread.currentThread());
        synchronized (this) {
            requireLoaded();
            loading = running;
        }
        try {
            module.register(this);
        } finally {
            synchronized (this) {
                loading = null;
                forgetIfOver();
            }
            running.open();
            running.complete();
        }
    }

    @Override
    public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
        Objects.requireNonNull(client, () -> this + ": expected client characteristics, was null");
        RegistrationInstance instance = identify(client.instance());
        NpiSpace space = registrar.enter(instance.npiId());
        return registered(new ClientCore<>(this, space, client, instance));
    }

    @Override
    public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
        Objects.requireNonNull(provider, () -> this + ": expected provider characteristics, was null");
        RegistrationInstance instance = identify(provider.instance());
        NpiSpace space = registrar.enter(instance.npiId());
        return registered(new ProviderCore<>(this, space, provider, instance));
    }

    /** Whatever the module wrote there, the owner is the one that the registrar knows. */
    private RegistrationInstance identify(RegistrationInstance given) {
        ModuleId id = given.moduleId().equals(ModuleId.UNSPECIFIED) ? registrar.moduleId() : given.moduleId();
        return new RegistrationInstance(
                given.npiId(), id, given.number(), given.version(), given.characteristics(), given.onBehalfOf(), owner);
    }

    private <R extends RegistrationCore<?, ?>> R registered(R registration) {
        try {
            synchronized (this) {
                requireLoaded();
                registrations.add(registration);
            }
        } catch (IllegalStateException e) {
            registrar.leave(registration.instance().npiId());
            throw e;
        }
        registration.join();
        return registration;
    }

    private void requireLoaded() {
        if (closed) {
            throw new IllegalStateException(
                    this
                            + ": expected a loaded module, but its unload has begun, by itself, or because its bundle or the registrar is stopping; nothing was registered");
        }
    }

    @Override
    public Deregistration unload() {
        return end(settings());
    }

    @Override
    public void close() {
        unload().await();
    }

    @Override
    public List<Ending> beginEnd() {
        synchronized (this) {
            closed = true;
            List<Ending> parts = new ArrayList<>(Unloadable.beginEnd(List.copyOf(registrations)));
            if (loading != null) {
                parts.add(loading);
            }
            forgetIfOver();
            return parts;
        }
    }

    @Override
    public void detachAll(Rundown rundown) {
        List<RegistrationCore<?, ?>> ending;
        synchronized (this) {
            ending = List.copyOf(registrations);
        }
        ending.forEach(registration -> registration.detachAll(rundown));
    }

    /** Takes a registration that is over out of this module; may be repeated. */
    void forget(RegistrationCore<?, ?> registration) {
        synchronized (this) {
            if (registrations.remove(registration)) {
                registrar.leave(registration.instance().npiId());
                forgetIfOver();
            }
        }
    }

    private void forgetIfOver() {
        if (closed && registrations.isEmpty() && loading == null) {
            registrar.forget(this);
        }
    }

    Settings settings() {
        return registrar.settings();
    }

    @Override
    public String toString() {
        return "module " + name + " of " + owner;
    }

    /** The module's {@code register} runs, and the unload waits for its return. */
    private static final class Loading extends Ending {
        private final ModuleCore module;
        private final Thread thread;

        Loading(ModuleCore module, Thread thread) {
            this.module = module;
            this.thread = thread;
        }

        @Override
        void refuseInside(Thread caller) {
            if (caller == thread && !isOver()) {
                throw new IllegalStateException(module + ": its unload cannot be awaited inside its own register(),"
                        + " whose return it waits for. The unload has begun: return, or await elsewhere");
            }
        }

        @Override
        List<String> outstanding() {
            return isOver() ? List.of() : List.of(module + " is inside register() on thread " + thread.getName());
        }
    }
}
