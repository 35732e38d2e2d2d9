// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/**
 * The provider is updated again and again, while eight threads of the consumer call it. Needs Declarative Services, and
 * for a protected provider {@code org.nmr.drain}.
 *
 * @param protection what the provider asks for
 * @param wiring how the consumer refers to it
 * @param work how long a call takes
 */
public record Trial(Protection protection, Wiring wiring, Duration work) {
    /** How many threads call. */
    public static final int THREADS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Updates the provider so often, in this interval; afterwards both bundles are gone again. */
    public Counts run(BundleContext context, int updates, Duration interval)
            throws IOException, BundleException, InterruptedException {
        ComponentJar provided = ComponentJar.provider(protection, work);
        Traffic traffic = new Traffic();
        ServiceRegistration<Traffic> registration = context.registerService(Traffic.class, traffic, null);
        Bundle consumer = start(context, ComponentJar.consumer(wiring));
        Bundle provider = start(context, provided);
        try (traffic) {
            awaitBound(traffic);
            traffic.start(THREADS);
            long next = System.nanoTime();
            for (int i = 0; i < updates; i++) {
                next += interval.toNanos();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                provider.update(provided.open());
            }
            awaitBound(traffic);
        } finally {
            consumer.uninstall();
            provider.uninstall();
            registration.unregister();
        }
        return traffic.counts();
    }

    private static Bundle start(BundleContext context, ComponentJar jar) throws IOException, BundleException {
        Bundle bundle = context.installBundle(jar.name(), jar.open());
        bundle.start();
        return bundle;
    }

    private static void awaitBound(Traffic traffic) throws InterruptedException {
        if (!traffic.awaitBound(PATIENCE)) {
            throw new IllegalStateException("expected that the consumer is bound, waited " + PATIENCE);
        }
    }
}
