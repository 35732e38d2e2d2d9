// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.scr;

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
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.ComponentInstance;

/** Each client is an instance of the factory component of {@code client.xml}. */
public final class ScrPeer implements Peer {
    private final BundleContext context;
    private final Services services;

    /** Called by the runtime. */
    public ScrPeer(BundleContext context) {
        this.context = context;
        this.services = new Services(context);
    }

    @Override
    @SuppressWarnings("unchecked") // the framework gives no typed factory
    public Mesh mesh(Shape shape) {
        ComponentFactory<ScrClient> factory = service(ComponentFactory.class);
        return services.mesh(shape, new Tally(), () -> {
            ComponentInstance<ScrClient> client = factory.newInstance(null);
            return client::dispose;
        });
    }

    @Override
    public void registerUnrelated(int count) {
        services.registerUnrelated(count);
    }

    @Override
    public Caller caller(Adder target, CallWay way) {
        if (way != CallWay.INJECTED) {
            throw way.unknown();
        }
        services.provide(target);
        return service(Caller.class);
    }

    private <S> S service(Class<S> type) {
        ServiceReference<S> reference = context.getServiceReference(type);
        return Objects.requireNonNull(context.getService(Objects.requireNonNull(reference, type.getName())));
    }
}
