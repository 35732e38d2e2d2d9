// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
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
import org.nmr.registrar.unload.Ending;
import org.nmr.registrar.unload.Unloadable;

/**
 * One owner's view of the registrar, and the modules of that owner.
 *
 * <p>Its monitor guards the fields below. It is taken inside a module's, never the other way round.
 */
public final class OwnerRegistrar implements NetworkModuleRegistrar, Unloadable {
    private final Registrar registrar;
    private final Owner owner;

    /** For modules that name none of their own; made once, because a hash of the name is not cheap. */
    private final ModuleId moduleId;

    /** Those that are not over yet. */
    private final Set<ModuleCore> modules = new LinkedHashSet<>();

    /** The module of what is registered by hand; null until there is something. */
    private @Nullable ModuleCore byHand;

    /** Nothing is added to the modules afterwards. */
    private boolean closed;

    OwnerRegistrar(Registrar registrar, Owner owner) {
        this.registrar = registrar;
        this.owner = Objects.requireNonNull(owner, "owner");
        this.moduleId = ModuleId.ofName(owner.name());
    }

    @Override
    public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
        Objects.requireNonNull(client, () -> Who.name(owner) + ": expected client characteristics, was null");
        return byHand().registerClient(client);
    }

    @Override
    public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
        Objects.requireNonNull(provider, () -> Who.name(owner) + ": expected provider characteristics, was null");
        return byHand().registerProvider(provider);
    }

    @Override
    public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
        Objects.requireNonNull(request, () -> Who.name(owner) + ": expected a capture request, was null");
        Objects.requireNonNull(atMost, () -> Who.name(owner) + ": expected a time to wait, was null");
        ModuleCore module;
        try {
            module = byHand();
        } catch (IllegalStateException stopping) {
            CaptureCore<C, P> none = new CaptureCore<>(request, Who.name(owner));
            none.decide(Capture.Status.STOPPING, String.valueOf(stopping.getMessage()));
            return none;
        }
        return module.capture(request, atMost);
    }

    @Override
    public ModuleCore openModule(String name) {
        Objects.requireNonNull(name, () -> Who.name(owner) + ": expected a module name, was null");
        synchronized (this) {
            return open(name);
        }
    }

    private ModuleCore byHand() {
        synchronized (this) {
            if (byHand == null) {
                byHand = open(owner.name());
            }
            return byHand;
        }
    }

    private ModuleCore open(String name) {
        if (closed) {
            throw new IllegalStateException(Who.name(owner)
                    + ": expected a running owner and registrar, but one of them is stopping; nothing was registered");
        }
        ModuleCore module = new ModuleCore(this, name);
        Headroom.require();
        modules.add(module);
        return module;
    }

    /** Starts the unload of every module of this owner, lets no new one begin, waits for nobody. May be repeated. */
    public Deregistration unload() {
        return end(registrar.unloads());
    }

    @Override
    public List<Ending> beginEnd() {
        List<ModuleCore> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(modules);
            forgetIfOver();
        }
        return Unloadable.beginEnd(ending);
    }

    @Override
    public void detachAll(Rundown rundown) {
        List<ModuleCore> ending;
        synchronized (this) {
            ending = List.copyOf(modules);
        }
        Unloadable.detachAll(ending, rundown);
    }

    void forget(ModuleCore module) {
        synchronized (this) {
            Headroom.require();
            modules.remove(module);
            forgetIfOver();
        }
    }

    private void forgetIfOver() {
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

    boolean enter(RegistrationCore<?, ?> registration) {
        return registrar.enter(registration);
    }

    void leave(RegistrationCore<?, ?> registration) {
        registrar.leave(registration);
    }

    List<ModuleCore> modules() {
        synchronized (this) {
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
