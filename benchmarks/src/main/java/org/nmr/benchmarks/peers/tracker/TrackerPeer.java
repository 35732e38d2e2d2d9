// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.tracker;

import java.util.Objects;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.peers.work.CallWay;
import org.nmr.benchmarks.peers.work.Caller;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.Services;
import org.nmr.benchmarks.peers.work.Shape;
import org.nmr.benchmarks.peers.work.Tally;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Each client is a tracker. */
final class TrackerPeer implements Peer {
    private final BundleContext context;
    private final Services services;

    TrackerPeer(BundleContext context) {
        this.context = context;
        this.services = new Services(context);
    }

    @Override
    public Mesh mesh(Shape shape) {
        return services.mesh(shape, new Tally(), () -> {
            TallyTracker tracker = new TallyTracker(context);
            tracker.open();
            return tracker::close;
        });
    }

    @Override
    public void registerUnrelated(int count) {
        services.registerUnrelated(count);
    }

    @Override
    public Caller caller(Adder target, CallWay way) {
        services.provide(target);
        return switch (way) {
            case TRACKED -> tracked();
            case LOOKED_UP -> lookedUp();
            default -> throw way.unknown();
        };
    }

    private Caller tracked() {
        ServiceTracker<Adder, Adder> tracker = new ServiceTracker<>(context, Adder.class, null);
        tracker.open();
        return number -> present(tracker.getService()).add(number);
    }

    private Caller lookedUp() {
        ServiceReference<Adder> reference = Objects.requireNonNull(context.getServiceReference(Adder.class));
        return number -> {
            try {
                return present(context.getService(reference)).add(number);
            } finally {
                context.ungetService(reference);
            }
        };
    }

    private static Adder present(Adder service) {
        return Objects.requireNonNull(service, "service");
    }
}
