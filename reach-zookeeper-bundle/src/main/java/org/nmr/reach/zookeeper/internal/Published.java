// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.AddressSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The source that is published: another one for each configuration. */
final class Published implements AutoCloseable {
    private record Service(
            Settings settings, ZooKeeperSource source, ServiceRegistration<AddressSource> registration) {
        void end() {
            registration.unregister();
            source.close();
        }
    }

    private final BundleContext own;
    private final System.Logger log;

    /** Null while no ZooKeeper is configured. Who takes a service out ends it. */
    private final AtomicReference<@Nullable Service> current = new AtomicReference<>();

    private volatile boolean isClosed;

    Published(BundleContext own, System.Logger log) {
        this.own = own;
        this.log = log;
    }

    /** Applies a configuration. One thread at a time: the activator's, then that of Config Admin. */
    void apply(Optional<Settings> settings) {
        Service before = current.get();
        if (before != null && settings.filter(before.settings()::equals).isPresent()) {
            return;
        }
        end();
        settings.ifPresent(this::publish);
        if (isClosed) {
            end();
        }
    }

    private void publish(Settings settings) {
        ZooKeeperSource source = new ZooKeeperSource(settings, log);
        current.set(new Service(settings, source, own.registerService(AddressSource.class, source, null)));
    }

    private void end() {
        Service ended = current.getAndSet(null);
        if (ended != null) {
            ended.end();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        end();
    }
}
