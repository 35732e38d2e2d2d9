// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Map;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * What a module does while it {@linkplain ModuleRegistrations#isSatisfied() has the providers that it requires}, such
 * as publishing a service: the counterpart of a component with a mandatory reference in Declarative Services.
 *
 * <h2>Order</h2>
 *
 * <ol>
 * <li>A provider attaches, and {@code attachProvider} returns. If the module is satisfied by that, the registrar calls
 *     {@link #begin}.
 * <li>The last provider begins to go. The registrar closes what {@code begin} has returned. So the users of a service
 *     leave while the module can still call the provider.
 * <li>When that has returned, the registrar calls both {@code detach} methods, and the binding ends as always.
 * </ol>
 *
 * When the module itself is unloaded, the registrar closes its followers before the first {@code detach}. A follower is
 * never closed twice, and never begins again after that. The unload is complete only when each {@code close} has
 * returned.
 *
 * <p>The followers of a module begin in the order in which they were added, and are closed in the opposite order.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 * <li>The registrar calls a follower on the thread that changes something: the one that registers, deregisters or
 *     unloads a client or a provider, or that ends a binding. It holds no lock.
 * <li>For each module one thread at a time is inside a follower. A thread that changes something meanwhile does not
 *     wait: it goes on, and the thread inside closes or begins what is needed when it returns. So in this race, and
 *     only then, the detach may overtake the follower.
 * <li>Changes that undo each other while a thread is inside a follower are not told.
 * <li>A follower may register, deregister and begin to unload. It must not wait for the end of its own module. While it
 *     is closed, it must not wait for the end of the provider that goes. Both throw, as inside {@code detach}.
 * </ul>
 *
 * A follower that blocks holds up the unload that it is part of, as a {@code detach} that blocks does, and reports name
 * its thread. Whatever a follower throws is logged and concerns this follower only. One that has thrown in {@code
 * begin} is not closed; it begins anew when the module is satisfied the next time.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface Follower {
    /**
     * Begins what lasts while the module is satisfied.
     *
     * @return what ends it; the registrar closes it once
     * @throws Exception if it cannot begin, and nothing of it is left; logged by the registrar
     */
    AutoCloseable begin() throws Exception;

    /**
     * Returns a follower that publishes a service without properties.
     *
     * @param <S> the type of the service
     * @param context the context of the bundle whose service it is
     * @param type the class under which it is published
     * @param service the service
     * @return the follower
     * @throws NullPointerException if an argument is {@code null}
     */
    static <S> Follower service(BundleContext context, Class<S> type, S service) {
        return service(context, type, service, Map.of());
    }

    /**
     * Returns a follower that publishes a service.
     *
     * @param <S> the type of the service
     * @param context the context of the bundle whose service it is
     * @param type the class under which it is published
     * @param service the service
     * @param properties its properties
     * @return the follower
     * @throws NullPointerException if an argument is {@code null}
     */
    static <S> Follower service(BundleContext context, Class<S> type, S service, Map<String, ?> properties) {
        Objects.requireNonNull(context, "follower: expected the context of a bundle, was null");
        Objects.requireNonNull(type, "follower: expected the class of a service, was null");
        Objects.requireNonNull(service, () -> "follower: expected a service of " + type.getName() + ", was null");
        Objects.requireNonNull(properties, "follower: expected the properties of a service, was null");
        Map<String, ?> copy = Map.copyOf(properties);
        return () -> {
            ServiceRegistration<S> published = context.registerService(type, service, FrameworkUtil.asDictionary(copy));
            return published::unregister;
        };
    }
}
