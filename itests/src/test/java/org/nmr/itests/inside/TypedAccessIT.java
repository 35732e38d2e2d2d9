// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A bundle as a user writes it: the API's types come through Import-Package, the registrar as a service. */
@InFelix({Shipped.API, Shipped.REGISTRAR})
@SuppressWarnings({"rawtypes", "unchecked"}) // a dispatch type as a class literal
class TypedAccessIT {
    private static final Npi<Void, UnaryOperator> NPI = Npi.of("npi.inside", UnaryOperator.class);

    private final List<Binding<UnaryOperator>> bindings = new ArrayList<>();
    private BundleContext context;
    private NetworkModuleRegistrar registrar;

    @BeforeEach
    void findRegistrar(BundleContext context) {
        this.context = context;
        ServiceReference<NetworkModuleRegistrar> reference = context.getServiceReference(NetworkModuleRegistrar.class);
        assertNotNull(reference, "a registrar that is wired to the same API");
        registrar = context.getService(reference);
    }

    @Test
    void api_ofTheProbe_comesFromTheApiBundle() {
        assertEquals("org.nmr.api", bundleOf(NetworkModuleRegistrar.class).getSymbolicName());
        assertEquals("org.nmr.registrar", bundleOf(registrar.getClass()).getSymbolicName());
        assertEquals(context.getBundle(), bundleOf(TypedAccessIT.class));
    }

    @Test
    void registerByHand_bothRoles_callsReachTheProviderUntilTheEnd() {
        ProviderRegistration provider = registrar.registerProvider(provider());
        registrar.registerClient(client());
        assertEquals("hello nmr", bindings.get(0).dispatch().apply("nmr"));
        assertEquals(
                context.getBundle().getBundleId(),
                bindings.get(0).peer().owner().id());

        Deregistration end = provider.deregister();
        end.await();
        assertTrue(end.isComplete());
        assertThrows(DetachedException.class, bindings.get(0)::dispatch);
    }

    @Test
    void publish_networkModule_isRegisteredWhilePublished() {
        registrar.registerClient(client());
        NetworkModule module = nmr -> nmr.registerProvider(provider());
        ServiceRegistration<NetworkModule> published = context.registerService(NetworkModule.class, module, null);
        assertEquals("hello nmr", bindings.get(0).dispatch().apply("nmr"));
        published.unregister();
        assertThrows(DetachedException.class, bindings.get(0)::dispatch);
    }

    @Test
    void openModule_closed_registersNothingMore() {
        ModuleRegistrations module = registrar.openModule("part");
        Owner owner = module.registerProvider(provider()).instance().owner();
        assertEquals(context.getBundle().getSymbolicName(), owner.name());
        module.close();
        assertThrows(IllegalStateException.class, () -> module.registerProvider(provider()));
        registrar.registerClient(client());
        assertTrue(bindings.isEmpty());
    }

    @Test
    void ungetService_whileTheBundleRuns_keepsWhatIsRegistered() {
        registrar.registerProvider(provider());
        context.ungetService(context.getServiceReference(NetworkModuleRegistrar.class));
        findRegistrar(context);
        registrar.registerClient(client());
        assertFalse(bindings.isEmpty());
    }

    private ProviderCharacteristics<Void, UnaryOperator> provider() {
        UnaryOperator<String> hello = name -> "hello " + name;
        return ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, hello));
    }

    private ClientCharacteristics<Void, UnaryOperator> client() {
        return ClientCharacteristics.of(NPI, proposal -> {
            if (proposal.attach(BindingContext.NONE).attached()) {
                bindings.add(proposal.binding());
            }
        });
    }

    private static Bundle bundleOf(Class<?> type) {
        return FrameworkUtil.getBundle(type);
    }
}
