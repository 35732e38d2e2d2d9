// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.RegistrarRuntime;

/** The meters of one registrar, in each registry that they were bound to, until this is closed. Thread safe. */
final class RegistrarMetrics implements MeterBinder, DiagnosticListener, AutoCloseable {
    private final Readings readings;

    /** By the identity of the registry; no registry of Micrometer has another equality. */
    private final Map<MeterRegistry, BoundMeters> bound = new ConcurrentHashMap<>();

    private volatile boolean closed;

    RegistrarMetrics(RegistrarRuntime runtime) {
        this.readings = new Readings(runtime);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        BoundMeters meters = new BoundMeters(registry, readings);
        if (!closed && bound.putIfAbsent(registry, meters) == null) {
            meters.bind();
        }
        if (closed) { // meanwhile
            unbind(registry);
        }
    }

    /** Takes the meters out of a registry. */
    void unbind(MeterRegistry registry) {
        BoundMeters meters = bound.remove(registry);
        if (meters != null) {
            meters.unbind();
        }
    }

    @Override
    public void event(EventDTO event) {
        Collection<BoundMeters> all = bound.values();
        switch (event.kind) {
            case UNLOADED -> all.forEach(meters -> meters.unloaded(event.outcome, event.durationNanos));
            case REVOKED -> all.forEach(BoundMeters::revoked);
            default -> {
                return; // not asked for
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        bound.keySet().forEach(this::unbind);
    }
}
