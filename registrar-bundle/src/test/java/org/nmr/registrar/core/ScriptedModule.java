// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nmr.Binding;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleId;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;

/** A module with one registration, whose callbacks are scripted and recorded. */
abstract class ScriptedModule {
    static final String NAME = "name";
    final World world;
    final String name;
    final List<ScriptedContext> contexts = new CopyOnWriteArrayList<>();
    final Map<String, Object> characteristics = new HashMap<>();
    Npi<ClientCalls, ProviderCalls> npi = World.NPI;
    Function<ScriptedContext, DetachStatus> onDetach = context -> DetachStatus.COMPLETE;
    Consumer<ScriptedContext> onCleanup = context -> {};

    /** Where it registers; a module of its own unless a test says otherwise. */
    ModuleRegistrations nmr;

    /** Set when the end of the registration has been awaited; no callback may come after that. */
    private volatile boolean over;

    private volatile Registration registration;

    ScriptedModule(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** Registers and remembers the handle. */
    final Registration register() {
        if (nmr == null) {
            nmr = world.module(name);
        }
        registration = registerIn(nmr);
        return registration;
    }

    abstract Registration registerIn(ModuleRegistrations where);

    final Registration registration() {
        return registration;
    }

    final Deregistration deregister() {
        return registration.deregister();
    }

    /** Deregisters if need be, and waits. */
    final void close() {
        registration.close();
        over = true;
    }

    /** Makes every detach of this module answer PENDING. */
    final void detachesLater() {
        onDetach = context -> DetachStatus.PENDING;
    }

    final RegistrationInstance instance() {
        characteristics.put(NAME, name);
        return new RegistrationInstance(npi.id(), ModuleId.UNSPECIFIED, 0, 0, characteristics, "", Owner.UNKNOWN, 0);
    }

    final void record(String what) {
        if (over) {
            world.fault(name + "." + what + " came after the end was awaited");
        }
        world.history.record(name + "." + what);
    }

    final ScriptedContext newContext(RegistrationInstance peer, Binding<?> binding) {
        ScriptedContext context = new ScriptedContext(this, nameOf(peer), binding);
        contexts.add(context);
        return context;
    }

    /** The newest context. */
    final ScriptedContext context() {
        return contexts.get(contexts.size() - 1);
    }

    final ScriptedContext context(ScriptedModule peer) {
        return contexts.stream()
                .filter(context -> context.peer.equals(peer.name))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(name + " was never asked by " + peer.name));
    }

    final void assertOver() {
        over = true;
        contexts.forEach(ScriptedContext::assertOver);
    }

    static String nameOf(RegistrationInstance instance) {
        return String.valueOf(instance.characteristics().get(NAME));
    }
}
