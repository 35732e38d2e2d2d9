// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.absent;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.ops.internal.OpsActivator.Surface;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Publishes the command {@code nmr:why} as long as no registrar does. Without it nobody would say why no module is
 * loaded.
 *
 * <p>To publish and withdraw calls listeners, so no lock is held.
 */
public final class AbsentRegistrar implements Surface {
    private final BundleContext context;
    private final ServiceTracker<RegistrarRuntime, ServiceReference<RegistrarRuntime>> tracker;
    private final AtomicInteger registrars = new AtomicInteger();
    private final AtomicReference<@Nullable ServiceRegistration<AbsentCommand>> command = new AtomicReference<>();
    private volatile boolean isClosed;

    /**
     * Begins to look for registrars.
     *
     * @param context the bundle's
     */
    public AbsentRegistrar(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, RegistrarRuntime.class, null) {
            @Override
            public ServiceReference<RegistrarRuntime> addingService(ServiceReference<RegistrarRuntime> found) {
                registrars.incrementAndGet();
                withdraw();
                return found;
            }

            @Override
            public void removedService(
                    ServiceReference<RegistrarRuntime> gone, ServiceReference<RegistrarRuntime> same) {
                registrars.decrementAndGet();
                publish();
            }
        };
        tracker.open();
        publish();
    }

    private boolean isWanted() {
        return !isClosed && registrars.get() == 0;
    }

    private void publish() {
        if (!isWanted() || command.get() != null) {
            return;
        }
        ServiceRegistration<AbsentCommand> published = context.registerService(
                AbsentCommand.class,
                new AbsentCommand(new Absence(context)),
                FrameworkUtil.asDictionary(
                        Map.of("osgi.command.scope", "nmr", "osgi.command.function", new String[] {"why"})));
        if (!command.compareAndSet(null, published)) {
            published.unregister();
        }
        if (!isWanted()) { // a registrar has come meanwhile
            withdraw();
        }
    }

    private void withdraw() {
        ServiceRegistration<AbsentCommand> published = command.getAndSet(null);
        if (published != null) {
            published.unregister();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        tracker.close();
        withdraw();
    }
}
