// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** Every shipped bundle starts with its documented companions and nothing else. */
class ShippedBundlesIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @Test
    void start_api_needsNobody() {
        Bundle api = felix.find("org.nmr.api");
        assertEquals(Bundle.ACTIVE, api.getState());
        assertEquals(List.of(felix.framework().getSymbolicName()), providers(api));
    }

    @Test
    void start_registrar_needsTheApiOnly() throws Exception {
        Bundle registrar = felix.startRegistrar();
        assertEquals(List.of(felix.framework().getSymbolicName(), "org.nmr.api"), providers(registrar));
        assertEquals(1, felix.context().getAllServiceReferences("org.nmr.NetworkModuleRegistrar", null).length);
    }

    @Test
    void start_registrarWithoutTheApi_doesNotResolve() throws Exception {
        Bundle api = felix.find("org.nmr.api");
        api.uninstall();
        felix.refresh(api);
        BundleContext context = felix.context();
        Bundle registrar =
                context.installBundle(Shipped.REGISTRAR.path().toUri().toString());
        assertThrows(BundleException.class, registrar::start);
    }

    @Test
    void start_samples_needTheApiTheirNpiAndComponents() throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        List<Bundle> samples = felix.start(Shipped.SAMPLE_NPI, Shipped.SAMPLE_PROVIDER, Shipped.SAMPLE_CLIENT);
        assertEquals(List.of("org.nmr.api"), providers(samples.get(0)));
        List<String> expected = List.of(felix.framework().getSymbolicName(), "org.nmr.api", "org.nmr.sample.datagram");
        assertEquals(expected, providers(samples.get(1)));
        assertEquals(expected, providers(samples.get(2)));
    }

    @Test
    void start_whatOperatorsUse_needsTheApiOnly() throws Exception {
        felix.startRegistrar();
        for (Bundle bundle : felix.start(Shipped.OPS, Shipped.HEALTH, Shipped.DRAIN)) {
            assertEquals(Bundle.ACTIVE, bundle.getState(), bundle::toString);
            assertEquals(List.of(felix.framework().getSymbolicName(), "org.nmr.api"), providers(bundle));
        }
    }

    @Test
    void start_stuckSample_needsTheApiAndTheNpi() throws Exception {
        Bundle stuck = felix.start(Shipped.SAMPLE_NPI, Shipped.SAMPLE_STUCK).get(1);
        assertEquals(
                List.of(felix.framework().getSymbolicName(), "org.nmr.api", "org.nmr.sample.datagram"),
                providers(stuck));
    }

    @Test
    void start_shell_needsTheApiAndGogo() throws Exception {
        Bundle shell = felix.start(Shipped.GOGO, Shipped.SHELL).get(1);
        assertEquals(
                Set.of(felix.framework().getSymbolicName(), "org.apache.felix.gogo.runtime", "org.nmr.api"),
                Set.copyOf(providers(shell)));
    }

    private static List<String> providers(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(wire -> wire.getProvider().getSymbolicName())
                .distinct()
                .sorted()
                .toList();
    }
}
