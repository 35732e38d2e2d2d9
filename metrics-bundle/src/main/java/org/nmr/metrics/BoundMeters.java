// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarDTO;

/** The meters in one registry. {@code docs/monitoring.md} has their names, units and meaning. Thread safe. */
final class BoundMeters {
    private static final List<String> OUTCOMES = List.of("COMPLETE", "REVOKED");

    private final MeterRegistry registry;
    private final Readings readings;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private volatile @Nullable Counter revoked;
    private volatile boolean unbound;

    BoundMeters(MeterRegistry registry, Readings readings) {
        this.registry = registry;
        this.readings = readings;
    }

    void bind() {
        gauge("nmr.registrations", "The registrations", dto -> dto.registrations.size());
        gauge("nmr.bindings", "The bindings and the running proposals", dto -> dto.bindings.size());
        gauge("nmr.calls.in.flight", "The calls that are inside a module", BoundMeters::calls);
        gauge("nmr.unloads", "The ends in progress", dto -> dto.unloads.size());
        counter("nmr.attached", "The pairs that were attached", dto -> dto.attachedCount);
        counter("nmr.refused", "The tries that providers have refused", dto -> dto.refusedCount);
        counter("nmr.failed", "The pairs that have failed", dto -> dto.failedCount);
        counter("nmr.calls.abandoned", "The calls that were abandoned", dto -> dto.abandonedCalls);
        findings(/* serious= */ true);
        findings(/* serious= */ false);
        OUTCOMES.forEach(this::timer);
        revoked = added(Counter.builder("nmr.revoked")
                .description("The bindings that were revoked")
                .register(registry));
        if (unbound) { // meanwhile
            unbind();
        }
    }

    private static double calls(RegistrarDTO registrar) {
        return registrar.bindings.stream()
                .mapToInt(each -> each.client.calls + each.provider.calls)
                .sum();
    }

    private void gauge(String name, String description, ToDoubleFunction<RegistrarDTO> number) {
        added(Gauge.builder(name, readings, from -> from.read(number))
                .description(description)
                .strongReference(true)
                .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<RegistrarDTO> number) {
        added(FunctionCounter.builder(name, readings, from -> from.read(number))
                .description(description)
                .register(registry));
    }

    private void findings(boolean serious) {
        added(Gauge.builder("nmr.findings", readings, from -> from.findings(serious))
                .tag("serious", String.valueOf(serious))
                .description("What does not go on")
                .strongReference(true)
                .register(registry));
    }

    private void timer(String outcome) {
        Timer timer = Timer.builder("nmr.unload")
                .tag("outcome", outcome.toLowerCase(Locale.ROOT))
                .description("How long the unloads of modules have taken")
                .register(registry);
        timers.put(outcome, added(timer));
    }

    private <M extends Meter> M added(M meter) {
        meters.add(meter);
        return meter;
    }

    void unloaded(String outcome, long nanos) {
        Timer timer = timers.get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void revoked() {
        Counter counter = revoked;
        if (counter != null) {
            counter.increment();
        }
    }

    void unbind() {
        unbound = true;
        meters.forEach(registry::remove);
        meters.clear();
    }
}
