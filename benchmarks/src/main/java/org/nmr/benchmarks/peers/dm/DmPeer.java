// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.dm;

import org.apache.felix.dm.Component;
import org.apache.felix.dm.DependencyManager;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.peers.work.CallWay;
import org.nmr.benchmarks.peers.work.Caller;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.Services;
import org.nmr.benchmarks.peers.work.Shape;
import org.nmr.benchmarks.peers.work.Tally;
import org.osgi.framework.BundleContext;

/** Each client is a component. */
final class DmPeer implements Peer {
    private final Services services;
    private final DependencyManager manager;

    DmPeer(BundleContext context) {
        services = new Services(context);
        manager = new DependencyManager(context);
    }

    @Override
    public Mesh mesh(Shape shape) {
        return services.mesh(shape, new Tally(), () -> {
            Component client = DmClient.component(manager);
            manager.add(client);
            return () -> manager.remove(client);
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
        DmCaller caller = new DmCaller();
        manager.add(manager.createComponent()
                .setImplementation(caller)
                .add(manager.createServiceDependency()
                        .setService(Adder.class)
                        .setRequired(true)
                        .setAutoConfig("adder")));
        return caller;
    }
}
