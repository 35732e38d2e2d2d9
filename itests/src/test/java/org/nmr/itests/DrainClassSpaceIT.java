// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * A drained service is seen by consumers that import its interface from where the provider does, and by no others.
 * Bundles import it when they are resolved, as most do. No class of the tests is seen behind the bundles' backs.
 */
class DrainClassSpaceIT {
    private static final String GREETER = "org.nmr.itests.npi.Greeter";
    private static final String NPI = "org.nmr.itests.npi";

    @RegisterExtension
    private final Felix felix = new Felix(Map.of("felix.bootdelegation.implicit", "false"));

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    @BeforeEach
    void startDrain() throws Exception {
        felix.start(Shipped.GOGO);
        felix.startRegistrar();
        felix.start(Shipped.DRAIN);
    }

    private BundleContext importing(String name, String packages) throws Exception {
        return felix.start(ModuleJar.importing(name, packages)).getBundleContext();
    }

    private static ServiceRegistration<?> register(BundleContext provider, String type, String hold) throws Exception {
        Class<?> seen = provider.getBundle().loadClass(type);
        Object service = Proxy.newProxyInstance(
                seen.getClassLoader(), new Class<?>[] {seen}, (proxy, method, arguments) -> null);
        return provider.registerService(
                type, service, new Hashtable<>(Map.of("nmr.drain", "true", "nmr.drain.hold", hold)));
    }

    private static void assertGets(BundleContext user, String type) throws Exception {
        ServiceReference<?> reference = user.getServiceReference(type);
        assertNotNull(reference, () -> user.getBundle() + " sees no service " + type);
        assertTrue(reference.isAssignableTo(user.getBundle(), type));
        assertEquals(1, user.getServiceReferences(type, null).length);
        Object service = user.getService(reference);
        assertTrue(user.getBundle().loadClass(type).isInstance(service), () -> "got " + service);
    }

    /** From a bundle, from the framework's extra packages, from the framework, and from the JDK. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                GREETER,
                "org.nmr.itests.shared.Work",
                "org.osgi.util.tracker.BundleTrackerCustomizer",
                "javax.sql.DataSource",
                "java.util.concurrent.Callable"
            })
    void register_withHold_consumersThatImportTheInterfaceGetIt(String type) throws Exception {
        String name = type.substring(0, type.lastIndexOf('.'));
        String imported = name.startsWith("java.") ? "org.osgi.framework" : name;
        BundleContext provider = importing("provider", imported);
        BundleContext user = importing("user", imported);
        List<Integer> told = new CopyOnWriteArrayList<>();
        user.addServiceListener(event -> told.add(event.getType()), "(objectClass=" + type + ")");
        ServiceRegistration<?> registration = register(provider, type, "PT100S");
        assertGets(user, type);
        registration.unregister();
        assertGets(user, type);
        register(provider, type, "PT100S");
        assertGets(user, type);
        assertEquals(List.of(ServiceEvent.REGISTERED, ServiceEvent.MODIFIED), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void register_consumerHasAnotherInterfaceOfThatName_doesNotSeeTheService(String hold) throws Exception {
        BundleContext provider = importing("provider", "org.osgi.framework," + NPI);
        Bundle bundle = felix.start(
                ModuleJar.importing("stranger", "org.osgi.framework," + NPI).withOwnNpi());
        BundleContext stranger = bundle.getBundleContext();
        List<Integer> told = new CopyOnWriteArrayList<>();
        ServiceListener listener = event -> told.add(event.getType());
        stranger.addServiceListener(listener, "(objectClass=" + GREETER + ")");
        ServiceRegistration<?> registration = register(provider, GREETER, hold);
        assertNull(stranger.getServiceReference(GREETER));
        assertEquals(1, stranger.getAllServiceReferences(GREETER, null).length);
        registration.setProperties(
                new Hashtable<>(Map.of("nmr.drain", "true", "nmr.drain.hold", hold, "changed", "yes")));
        assertTrue(
                !told.contains(ServiceEvent.REGISTERED) && !told.contains(ServiceEvent.MODIFIED), () -> "told " + told);
        registration.unregister();
        felix.command("nmr:release --all");
    }

    @Test
    void register_withHold_bundlesThatDoNotImportTheInterfaceSeeIt() throws Exception {
        BundleContext provider = importing("provider", NPI);
        BundleContext reflective = importing("reflective", "org.osgi.framework");
        List<Integer> told = new CopyOnWriteArrayList<>();
        AllServiceListener listener = event -> told.add(event.getType());
        reflective.addServiceListener(listener, "(objectClass=" + GREETER + ")");
        register(provider, GREETER, "PT100S");
        assertNotNull(reflective.getServiceReference(GREETER));
        assertEquals(List.of(ServiceEvent.REGISTERED), told);
    }
}
