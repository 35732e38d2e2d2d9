// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.itests.support.Shipped;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;

/** A bundle that protects services of others: it imports the SPI, and finds the registrar as a service. */
@InFelix({Shipped.API, Shipped.REGISTRAR})
class ServiceRegistrarIT {
    private static final Npi<Void, Object> NPI = Npi.of("service.1", Object.class);

    private BundleContext context;
    private ServiceRegistrar registrar;
    private Bundle other;
    private ModuleRegistrations provider;
    private ModuleRegistrations consumer;
    private Binding<Object> binding;

    /** An interface of this bundle, which neither the framework nor the registrar sees. */
    public interface Greeter {
        /** Greets. */
        String greet(String name);
    }

    /** With interfaces of this bundle, the framework and the JDK. */
    private static final class Service implements Greeter, BundleActivator, Supplier<String> {
        private final List<String> started = new ArrayList<>();

        @Override
        public String greet(String name) {
            return "hello " + name;
        }

        @Override
        public void start(BundleContext context) {
            started.add(context.getBundle().getSymbolicName());
        }

        @Override
        public void stop(BundleContext context) {
            started.clear();
        }

        @Override
        public String get() {
            return started.toString();
        }
    }

    @BeforeEach
    void bind(BundleContext context) {
        this.context = context;
        registrar = service(ServiceRegistrar.class);
        for (Bundle each : context.getBundles()) {
            if ("org.nmr.api".equals(each.getSymbolicName())) {
                other = each;
            }
        }
        Service service = new Service();
        provider = registrar.openModule(other, "service 1");
        provider.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, service)));
        consumer = registrar.openModule(context.getBundle(), "service 1");
        consumer.registerClient(ClientCharacteristics.of(NPI, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE).attached());
            binding = proposal.binding();
        }));
    }

    private <T> T service(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        assertNotNull(reference, "a registrar that is wired to the same API");
        return context.getService(reference);
    }

    private Object standIn() {
        return registrar
                .standIns(List.of(Greeter.class, BundleActivator.class, Supplier.class))
                .standIn(binding, ended -> {
                    throw new ServiceException("it has gone", ServiceException.UNREGISTERED);
                });
    }

    @Test
    void standIn_interfacesOfSeveralBundles_passesCallsOnUntilTheEnd() throws Exception {
        Object standIn = standIn();
        assertEquals("hello nmr", ((Greeter) standIn).greet("nmr"));
        ((BundleActivator) standIn).start(context);
        assertEquals(List.of(context.getBundle().getSymbolicName()).toString(), ((Supplier<?>) standIn).get());
        provider.close();
        ServiceException gone = assertThrows(ServiceException.class, () -> ((Greeter) standIn).greet("nobody"));
        assertEquals(ServiceException.UNREGISTERED, gone.getType());
        consumer.close();
    }

    @Test
    void runtime_modulesOfOthers_showsTheirBundles() {
        BindingDTO shown =
                service(RegistrarRuntime.class).getRegistrar().bindings.get(0);
        assertEquals(other.getBundleId(), shown.provider.owner.bundle);
        assertEquals(context.getBundle().getBundleId(), shown.client.owner.bundle);
        provider.close();
        consumer.close();
    }

    @Test
    void stop_ofTheOwner_endsNothing() throws Exception {
        other.stop();
        assertFalse(provider.isEnding());
        assertEquals("hello nmr", ((Greeter) standIn()).greet("nmr"));
        other.start();
        provider.close();
        consumer.close();
    }

    /** Who protects services is told before their bindings end, so that consumers can get the services themselves. */
    @Test
    void stop_ofTheRegistrar_withdrawsTheServiceFirstAndEndsTheModules() throws Exception {
        Greeter standIn = (Greeter) standIn();
        List<String> seen = new ArrayList<>();
        context.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.UNREGISTERING) {
                        seen.add(standIn.greet("still there") + ", ending: " + provider.isEnding());
                    }
                },
                "(objectClass=" + ServiceRegistrar.class.getName() + ")");
        for (Bundle each : context.getBundles()) {
            if ("org.nmr.registrar".equals(each.getSymbolicName())) {
                each.stop();
            }
        }
        assertEquals(List.of("hello still there, ending: false"), seen);
        assertTrue(provider.isEnding() && consumer.isEnding());
        assertThrows(ServiceException.class, () -> standIn.greet("nobody"));
        assertThrows(IllegalStateException.class, () -> registrar.openModule(other, "late"));
    }
}
