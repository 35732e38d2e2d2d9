// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.testkit.Fake;

/** What a registry of Micrometer shows. */
class RegistrarMetricsTest {
    private final RegistrarDTO registrar = new RegistrarDTO();
    private final FindingDTO finding = new FindingDTO();
    private int looks;
    private final RegistrarRuntime runtime = Fake.of(
            RegistrarRuntime.class,
            Map.of("getRegistrar", args -> look(), "getFindings", args -> List.of(finding, new FindingDTO())));
    private final RegistrarMetrics metrics = new RegistrarMetrics(runtime);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private RegistrarDTO look() {
        looks++;
        return registrar;
    }

    private void fill() {
        BindingDTO binding = new BindingDTO();
        binding.client.calls = 2;
        binding.provider.calls = 1;
        registrar.bindings = List.of(binding);
        registrar.registrations = List.of(new RegistrationDTO(), new RegistrationDTO());
        registrar.unloads = List.of(new UnloadDTO());
        registrar.attachedCount = 6;
        registrar.refusedCount = 5;
        registrar.failedCount = 4;
        registrar.abandonedCalls = 3;
        finding.serious = true;
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double counter(String name) {
        return registry.get(name).functionCounter().count();
    }

    private void tell(EventKind kind, String outcome, long millis) {
        EventDTO event = new EventDTO();
        event.kind = kind;
        event.outcome = outcome;
        event.durationNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        metrics.event(event);
    }

    @Test
    void names_allMeters_areOnThePage() throws Exception {
        metrics.bindTo(registry);
        assertEquals(
                MonitoringPage.names("metric"),
                registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void bindTo_registry_showsTheRegistrarByOneLook() {
        fill();
        metrics.bindTo(registry);
        assertEquals(2, gauge("nmr.registrations"));
        assertEquals(1, gauge("nmr.bindings"));
        assertEquals(3, gauge("nmr.calls.in.flight"));
        assertEquals(1, gauge("nmr.unloads"));
        assertEquals(6, counter("nmr.attached"));
        assertEquals(5, counter("nmr.refused"));
        assertEquals(4, counter("nmr.failed"));
        assertEquals(3, counter("nmr.calls.abandoned"));
        assertEquals(1, gauge("nmr.findings", "serious", "true"));
        assertEquals(1, gauge("nmr.findings", "serious", "false"));
        assertTrue(looks < 8, "looks at the registrar: " + looks);
    }

    @Test
    void event_unloadsAndRevocations_areTimedAndCounted() {
        metrics.bindTo(registry);
        metrics.bindTo(registry); // again: not doubled
        tell(EventKind.UNLOADED, "COMPLETE", 20);
        tell(EventKind.UNLOADED, "COMPLETE", 30);
        tell(EventKind.UNLOADED, "REVOKED", 7);
        tell(EventKind.REVOKED, "", -1);
        tell(EventKind.ATTACHED, "", 1);
        Timer complete = registry.get("nmr.unload").tag("outcome", "complete").timer();
        assertEquals(2, complete.count());
        assertEquals(50, complete.totalTime(TimeUnit.MILLISECONDS), 0.001);
        assertEquals(
                1, registry.get("nmr.unload").tag("outcome", "revoked").timer().count());
        assertEquals(1, registry.get("nmr.revoked").counter().count());
    }

    @Test
    void close_boundRegistries_keepNoMeter() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.bindTo(other);
        metrics.unbind(other);
        assertEquals(List.<Meter>of(), other.getMeters());
        metrics.close();
        assertEquals(List.<Meter>of(), registry.getMeters());
        metrics.bindTo(registry);
        tell(EventKind.UNLOADED, "COMPLETE", 20);
        assertEquals(List.<Meter>of(), registry.getMeters());
    }
}
