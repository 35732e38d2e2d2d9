// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.end;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The API and modules require the registrar for tools that select bundles, and are not wired to it in a framework. */
class RegistrarCapabilityIT {
    private static final String NAMESPACE = "osgi.implementation";

    @RegisterExtension
    private final Felix felix = new Felix();

    @ParameterizedTest
    @EnumSource(names = {"API", "SAMPLE_CLIENT"})
    void requirement_ofTheAnnotation_isMetByTheRegistrarAndEffectiveWhenActive(Shipped shipped) throws Exception {
        felix.start(Shipped.SAMPLE_NPI);
        BundleRevision registrar = revision(felix.startRegistrar());
        BundleRevision requiring =
                revision(felix.context().installBundle(shipped.path().toUri().toString()));
        var requirements = requiring.getDeclaredRequirements(NAMESPACE);
        assertEquals(1, requirements.size());
        assertEquals("active", requirements.get(0).getDirectives().get("effective"));
        var capabilities = registrar.getDeclaredCapabilities(NAMESPACE);
        assertEquals(1, capabilities.size());
        assertTrue(requirements.get(0).matches(capabilities.get(0)), () -> requirements + " and " + capabilities);
        Set<String> uses =
                Set.of(capabilities.get(0).getDirectives().get("uses").split(","));
        assertEquals(Set.of("org.nmr", "org.nmr.diagnostics"), uses);
    }

    @Test
    void start_modulesThatRequireTheRegistrar_doNotNeedIt() throws Exception {
        startModules();
        assertEquals(
                List.of("provider started", "client started"), felix.scenario().takeHistory());
        felix.startRegistrar();
        Histories.assertMetRegistrar(felix.scenario().takeHistory());
    }

    @Test
    void closure_registrar_containsNoModule() throws Exception {
        Bundle registrar = felix.startRegistrar();
        startModules();
        FrameworkWiring wiring = felix.framework().adapt(FrameworkWiring.class);
        assertEquals(List.of(registrar), List.copyOf(wiring.getDependencyClosure(List.of(registrar))));
        for (String name : List.of("org.nmr.api", "client", "provider")) {
            assertEquals(List.of(), felix.find(name).adapt(BundleWiring.class).getRequiredWires(NAMESPACE), name);
        }
    }

    @Test
    void updateAndRefresh_registrar_neitherStopsNorRefreshesAModule() throws Exception {
        Bundle registrar = felix.startRegistrar();
        startModules();
        felix.scenario().takeHistory();
        BundleWiring before = felix.find("client").adapt(BundleWiring.class);
        felix.update(registrar, Shipped.REGISTRAR);
        felix.refresh(registrar);
        assertEquals(1, registrar.adapt(BundleRevisions.class).getRevisions().size());
        assertEquals(before, felix.find("client").adapt(BundleWiring.class));
        List<String> history = felix.scenario().takeHistory();
        List<String> oneRestart = all(end("client", "provider"), attach("client", "provider"));
        assertEquals(all(oneRestart, oneRestart), Histories.pairs(history));
        assertTrue(
                history.stream().noneMatch(event -> event.matches(".* (started|stopping|stopped)")), history::toString);
    }

    private void startModules() throws Exception {
        felix.start(ModuleJar.activator("provider").provider("npi.a").requiringRegistrar());
        felix.start(ModuleJar.activator("client").client("npi.a").requiringRegistrar());
    }

    private static BundleRevision revision(Bundle bundle) {
        return bundle.adapt(BundleRevision.class);
    }
}
