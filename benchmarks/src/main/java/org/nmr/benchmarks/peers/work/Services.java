// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

import java.util.function.Supplier;
import org.nmr.benchmarks.Adder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * The providers of all peers that use the service registry: plain services.
 *
 * @param context who registers them
 */
public record Services(BundleContext context) {
    private static final ServiceFactory<Object> ANY = new Any();

    /** Returns a mesh of services and such clients. */
    public Mesh mesh(Shape shape, Tally tally, Supplier<Runnable> client) {
        return new RegisteredMesh(shape, tally, client, () -> {
            ServiceRegistration<Tally> service = context.registerService(Tally.class, tally, null);
            return service::unregister;
        });
    }

    /** Registers so many services that nobody asks for. */
    public void registerUnrelated(int count) {
        for (int i = 0; i < count; i++) {
            context.registerService("org.nmr.unrelated-" + i, ANY, null);
        }
    }

    /** Registers what is called. */
    public void provide(Adder target) {
        context.registerService(Adder.class, target, null);
    }

    /** Registries ask a factory not before somebody wants the service, so its type may have any name. */
    private static final class Any implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            throw new IllegalStateException("expected that nobody asks, but " + bundle + " did");
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            throw new IllegalStateException("expected that nobody asks, but " + bundle + " did");
        }
    }
}
