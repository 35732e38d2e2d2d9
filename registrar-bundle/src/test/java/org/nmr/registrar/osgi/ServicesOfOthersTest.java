// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.Bundle;

/** Modules in the name of a bundle that knows nothing of them. */
@Timeout(300)
class ServicesOfOthersTest {
    private static final Npi<Void, Object> NPI = Npi.of("service.1", Object.class);

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final StoppingBundle stopping = new StoppingBundle();
    private final Bundle bundle = stopping.bundle;
    private final BundleOwners owners = new BundleOwners(stopping.registrars, registrar, Environment.DEFAULT.log());
    private final ServiceRegistrar services = new ServicesOfOthers(registrar);

    @BeforeEach
    void open() throws Exception {
        owners.open(stopping.registrars);
    }

    private static ProviderRegistration provide(ModuleRegistrations module, Object service) {
        return module.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, service)));
    }

    @Test
    void openModule_registration_hasTheOtherBundleAsOwner() {
        ModuleRegistrations module = services.openModule(bundle, "service 1");
        Owner owner = provide(module, "service").instance().owner();
        assertEquals(new Owner(7, "test", "0.0.0"), owner);
        module.close();
    }

    /** Who has opened the module closes it, after it has waited for the calls inside. */
    @Test
    void stop_ofTheOwner_endsNothing() {
        ModuleRegistrations module = services.openModule(bundle, "service 1");
        ProviderRegistration registration = provide(module, "service");
        ModuleRegistrations own = owners.of(bundle).openModule("own");
        stopping.stopping(owners);
        stopping.stopped();
        assertTrue(own.isEnding());
        assertFalse(module.isEnding());
        assertFalse(registration.isEnding());
        provide(module, "another, while the owner stops");
        module.close();
        assertTrue(registration.isEnding());
    }

    @Test
    void openModule_ownerIsNotActive_works() {
        stopping.state(Bundle.RESOLVED);
        ModuleRegistrations module = services.openModule(bundle, "service 1");
        assertFalse(provide(module, "service").isEnding());
        module.close();
    }

    @Test
    void unloads_ofTheOwner_leaveTheModule() {
        ModuleRegistrations module = services.openModule(bundle, "service 1");
        ProviderRegistration registration = provide(module, "service");
        UnloadsOfBundles unloads = new UnloadsOfBundles(owners, registrar);
        unloads.refuseRegistrations(7);
        assertTrue(unloads.deregister(7, List.of(registration.instance().id())).isComplete());
        assertTrue(unloads.unload(7).isComplete());
        assertFalse(registration.isEnding());
        module.close();
    }

    @Test
    void unloadAll_endsTheModuleAndRefusesOthers() {
        ModuleRegistrations module = services.openModule(bundle, "service 1");
        assertTrue(registrar.unloadAll().isComplete());
        assertTrue(module.isEnding());
        String message = assertThrows(IllegalStateException.class, () -> services.openModule(bundle, "late"))
                .getMessage();
        assertTrue(message.contains("test [7]") && message.contains("it is stopping"), message);
    }

    @Test
    void standIns_ofABinding_implementTheInterfaces() throws Exception {
        AtomicReference<Binding<?>> binding = new AtomicReference<>();
        ModuleRegistrations provider = services.openModule(bundle, "service 1");
        provide(provider, (Callable<String>) () -> "called");
        ModuleRegistrations consumer = services.openModule(bundle, "consumer");
        consumer.registerClient(ClientCharacteristics.of(NPI, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE).attached());
            binding.set(proposal.binding());
        }));
        Object standIn = services.standIns(List.of(Callable.class)).standIn(binding.get(), ended -> ended);
        assertEquals("called", assertInstanceOf(Callable.class, standIn).call());
        consumer.close();
        provider.close();
    }

    @Test
    void nullArguments_areNamed() {
        assertNamed("expected the bundle, was null", () -> services.openModule(null, "name"));
        assertNamed("test [7]: expected a module name, was null", () -> services.openModule(bundle, null));
        assertNamed("expected a list of interfaces, was null", () -> services.standIns(null));
        assertNamed(
                "expected interfaces, but one was null: [interface java.lang.Runnable, null]",
                () -> services.standIns(Arrays.asList(Runnable.class, null)));
    }

    private static void assertNamed(String expected, Runnable call) {
        String message = assertThrows(NullPointerException.class, call::run).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
