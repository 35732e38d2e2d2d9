// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** An original as it was fetched for one consumer, to be released once. */
final class Fetched {
    private final Object service;
    private final Runnable release;
    private final AtomicBoolean isReleased = new AtomicBoolean();

    private Fetched(Object service, Runnable release) {
        this.service = service;
        this.release = release;
    }

    /**
     * Fetches an original. If it has state for each consumer, that is done in the consumer's name. If all consumers
     * have the same object, it is done in the provider's, because that outlasts this bundle and every consumer.
     *
     * @return null if there is no service object
     * @throws IllegalStateException if one of the bundles is stopped
     */
    static @Nullable Fetched of(ServiceReference<Object> original, Bundle consumer) {
        String scope = scope(original);
        Bundle inTheNameOf = scope.equals(Constants.SCOPE_SINGLETON) ? original.getBundle() : consumer;
        BundleContext context = inTheNameOf == null ? null : inTheNameOf.getBundleContext();
        if (context == null) {
            throw new IllegalStateException("expected running bundles, but one of them is stopped");
        }
        return scope.equals(Constants.SCOPE_PROTOTYPE) ? instance(context, original) : shared(context, original);
    }

    static String scope(ServiceReference<?> original) {
        return original.getProperty(Constants.SERVICE_SCOPE) instanceof String scope
                ? scope
                : Constants.SCOPE_SINGLETON;
    }

    private static @Nullable Fetched shared(BundleContext context, ServiceReference<Object> original) {
        Object service = context.getService(original);
        return service == null ? null : new Fetched(service, () -> context.ungetService(original));
    }

    private static @Nullable Fetched instance(BundleContext context, ServiceReference<Object> original) {
        ServiceObjects<Object> objects = context.getServiceObjects(original);
        Object service = objects == null ? null : objects.getService();
        return service == null ? null : new Fetched(service, () -> objects.ungetService(service));
    }

    Object service() {
        return service;
    }

    /** Releases it; later calls change nothing. */
    void release() {
        if (isReleased.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
            try {
                release.run();
            } catch (IllegalStateException | IllegalArgumentException gone) {
                return; // the framework has released it, because one of the bundles has stopped
            }
        }
    }
}
