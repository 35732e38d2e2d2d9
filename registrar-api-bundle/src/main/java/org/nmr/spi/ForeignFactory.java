// SPDX-License-Identifier: Apache-2.0
package org.nmr.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * A service factory whose class is of another bundle than the one that registers it.
 *
 * <p>Such a bundle does not import the types of the services that it registers. A framework that finds the factory's
 * class in that bundle takes the service for one of other types, and shows it to no consumer that imports them. If the
 * class is of another bundle, both Felix and Equinox leave it to the registering bundle who sees the service.
 *
 * @since 1.0
 */
public final class ForeignFactory implements ServiceFactory<Object> {
    private final ServiceFactory<Object> factory;

    /**
     * Makes a factory.
     *
     * @param factory does the work
     * @throws NullPointerException if it is {@code null}
     */
    public ForeignFactory(ServiceFactory<Object> factory) {
        this.factory = Objects.requireNonNull(factory, "service factory: expected one, was null");
    }

    @Override
    public @Nullable Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
        return factory.getService(bundle, registration);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
        factory.ungetService(bundle, registration, service);
    }
}
