// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/** Which of two registrars yields. */
class OtherRegistrarsTest {
    private final CapturedLog log = new CapturedLog();
    private final Bundle self = bundle(7, "org.nmr.registrar", /* isRegistrar= */ true);

    private static Bundle bundle(long id, String name, boolean isRegistrar) {
        BundleCapability implementation = Fake.of(
                BundleCapability.class,
                Map.of(
                        "getAttributes",
                        args -> Map.of(OtherRegistrars.IMPLEMENTATION, NetworkModuleRegistrar.IMPLEMENTATION)));
        BundleWiring wiring = Fake.of(
                BundleWiring.class,
                Map.of("getCapabilities", args -> isRegistrar ? List.of(implementation) : List.of()));
        return Fake.of(
                Bundle.class,
                Map.of(
                        "getBundleId", args -> id,
                        "getSymbolicName", args -> name,
                        "getVersion", args -> Version.emptyVersion,
                        "adapt", args -> wiring));
    }

    private static ServiceReference<?> service(long id, Bundle bundle) {
        return Fake.of(ServiceReference.class, Map.of("getProperty", args -> id, "getBundle", args -> bundle));
    }

    /** The services are there under one type, as those of a registrar that waits for its modules. */
    private void requireNone(Class<?> type, ServiceReference<?>... services) throws Exception {
        BundleContext context = Fake.of(
                BundleContext.class,
                Map.of(
                        "getBundle",
                        args -> self,
                        "getAllServiceReferences",
                        args -> type.getName().equals(args[0]) ? services : null));
        new OtherRegistrars(context, log).requireNone(context);
    }

    @Test
    void requireNone_otherStillWaitsForItsModules_yields() {
        Bundle other = bundle(3, "other\u001b[2J", /* isRegistrar= */ true);
        String why = assertThrows(
                        IllegalStateException.class, () -> requireNone(RegistrarRuntime.class, service(1, other)))
                .getMessage();
        assertTrue(why.contains("but other\\u001b[2J [3] version 0.0.0 runs already, or has not stopped yet."), why);
        log.takeWarning("expected to be the only registrar");
    }

    @Test
    void requireNone_twoAtOnce_theYoungerServiceYields() {
        Bundle other = bundle(3, "other", /* isRegistrar= */ true);
        assertDoesNotThrow(() -> requireNone(RegistrarRuntime.class, service(5, other), service(4, self)));
        assertThrows(
                IllegalStateException.class,
                () -> requireNone(RegistrarRuntime.class, service(4, other), service(5, self)));
        log.takeWarning("expected to be the only registrar");
    }

    @Test
    void requireNone_serviceOfAnotherBundleThanARegistrar_starts() {
        assertDoesNotThrow(() -> requireNone(RegistrarRuntime.class));
        assertDoesNotThrow(() ->
                requireNone(RegistrarRuntime.class, service(1, bundle(3, "decorator", /* isRegistrar= */ false))));
        assertDoesNotThrow(() -> requireNone(RegistrarRuntime.class, service(1, null)));
        log.assertNoMoreWarnings();
    }
}
