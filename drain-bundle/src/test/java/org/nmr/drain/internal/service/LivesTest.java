// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Verdict;
import org.nmr.spi.ServiceRegistrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Which originals are hidden when their bundle ends meanwhile. */
class LivesTest {
    private static final Map<String, Object> PROPERTIES =
            Map.of(Constants.OBJECTCLASS, new String[] {Runnable.class.getName()}, Constants.SERVICE_ID, 42L);

    private final AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
    private final AtomicInteger registrations = new AtomicInteger();
    private final Bundle provider = Fake.of(
            Bundle.class,
            Map.of(
                    "getState", nothing -> state.get(),
                    "getBundleId", nothing -> 7L,
                    "getSymbolicName", nothing -> "provider",
                    "getBundleContext", nothing -> context(),
                    "loadClass", name -> stop(Runnable.class)));
    private final ServiceReference<Object> original = reference();
    private final Lives lives = new Lives(own(), () -> 1, System.getLogger("org.nmr.drain.test"));

    private static BundleContext own() {
        Bundle own = Fake.of(Bundle.class, Map.of("getBundleId", nothing -> 5L));
        return Fake.of(BundleContext.class, Map.of("getBundle", nothing -> own));
    }

    private BundleContext context() {
        return Fake.of(
                BundleContext.class, Map.of("getBundle", nothing -> provider, "registerService", all -> register()));
    }

    private ServiceRegistration<?> register() {
        registrations.incrementAndGet();
        return Fake.of(ServiceRegistration.class, Map.of());
    }

    /** The provider begins to stop while its types are looked up: the hooks look, and find nothing. */
    private Class<?> stop(Class<?> type) {
        state.set(Bundle.STOPPING);
        lives.stopping(provider);
        return type;
    }

    @SuppressWarnings("unchecked") // a class literal has no type arguments
    private ServiceReference<Object> reference() {
        return Fake.of(
                ServiceReference.class,
                Map.of(
                        "getBundle", nothing -> provider,
                        "getPropertyKeys", nothing -> PROPERTIES.keySet().toArray(String[]::new),
                        "getProperty", key -> PROPERTIES.get(key[0])));
    }

    private static ServiceRegistrar registrar() {
        ProviderRegistration registration = Fake.of(
                ProviderRegistration.class,
                Map.of("instance", nothing -> RegistrationInstance.of(Npi.of("org.example.run", Runnable.class))));
        ModuleRegistrations module =
                Fake.of(ModuleRegistrations.class, Map.of("registerProvider", all -> registration));
        return Fake.of(ServiceRegistrar.class, Map.of("openModule", all -> module));
    }

    @Test
    void publish_theBundleStopsMeanwhile_showsNoStandIn() {
        ServiceFacts facts = ServiceFacts.of(original);
        Verdict.Drained verdict = new Verdict.Drained(Duration.ZERO, "", Map.of());
        Optional<Throwable> refused = lives.publish(registrar(), original, facts, verdict, () -> {});
        assertEquals(
                "its bundle is stopping", refused.map(Throwable::getMessage).orElse("it was published"));
        assertFalse(lives.has(original));
        assertEquals(0, registrations.get(), "stand-ins that consumers have seen");
    }
}
