// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Map;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Something that a module does while it {@linkplain ModuleRegistrations#isSatisfied() has the providers that it
 * requires}, such as publishing a service. It is the counterpart of a component with a mandatory reference in
 * Declarative Services.
 *
 * <h2>Order</h2>
 *
 * <ol>
 * <li>A provider attaches, and {@code attachProvider} returns. If this satisfies the module, the registrar calls
 *     {@link #begin}.
 * <li>The end of the last provider's binding begins. The registrar closes the object that {@code begin} has returned.
 *     So the users of a service leave while the module can still call the provider.
 * <li>When that {@code close} has returned, the registrar calls both {@code detach} methods, and the binding ends as
 *     always.
 * </ol>
 *
 * When the module itself is unloaded, the registrar closes its followers before the first {@code detach}. After that no
 * follower begins again. The registrar never closes a follower twice. The unload is complete only when each
 * {@code close} has returned.
 *
 * <p>The followers of a module begin in the order in which they were added. The registrar closes them in the opposite
 * order.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 * <li>The registrar calls a follower on the thread that causes the change: the thread that registers, deregisters or
 *     unloads a client or a provider, or that ends a binding. It holds no lock.
 * <li>For each module at most one thread is inside a follower. If another thread causes a change meanwhile, that thread
 *     does not wait. It goes on, and the thread inside closes or begins what is necessary when the follower returns. So
 *     in this race, and only then, a {@code detach} may come before the follower is closed.
 * <li>If two changes undo each other while a thread is inside a follower, the registrar does not tell the followers.
 * <li>A follower may register, deregister and begin to unload. It must not wait for the end of its own module. While it
 *     is being closed, it must not wait for the end of the provider that ends. Both throw, as inside {@code detach}.
 * </ul>
 *
 * A follower must leave the module what it requires. For example, {@code begin} must not register another client that
 * requires a provider and has none, if {@code close} ends that client. Otherwise each {@code begin} leads to the
 * {@code close}, and each {@code close} to the next {@code begin}. The registrar does this 16 times, logs it, and
 * begins the follower only with the next change.
 *
 * <p>A follower that blocks delays the unload that it is part of, as a {@code detach} that blocks does. Reports name
 * its thread.
 *
 * <p>If a follower throws, the registrar logs it, and the other followers are not affected. If {@code begin} throws,
 * the registrar does not close the follower, and begins it anew when the module is satisfied the next time.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface Follower {
    /**
     * Begins what this follower does while the module is satisfied.
     *
     * @return the object whose {@code close} ends it; the registrar closes it once
     * @throws Exception if it cannot begin, and nothing of it is left; the registrar logs it
     */
    AutoCloseable begin() throws Exception;

    /**
     * Returns a follower that publishes a service without properties.
     *
     * @param <S> the type of the service
     * @param context the context of the bundle that publishes the service
     * @param type the class under which the service is published
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
     * @param context the context of the bundle that publishes the service
     * @param type the class under which the service is published
     * @param service the service
     * @param properties the properties of the service, which are copied
     * @return the follower
     * @throws NullPointerException if an argument, or a value of the map, is {@code null}
     * @throws IllegalArgumentException if a key of the map is no String, {@code null} included
     */
    static <S> Follower service(BundleContext context, Class<S> type, S service, Map<String, ?> properties) {
        Objects.requireNonNull(context, "follower: expected the context of a bundle, was null");
        Objects.requireNonNull(type, "follower: expected the class of a service, was null");
        Objects.requireNonNull(
                service, () -> "follower: expected a service of " + Shown.of(type.getName()) + ", was null");
        Objects.requireNonNull(properties, "follower: expected the properties of a service, was null");
        Map<String, ?> copy =
                NamedValues.copy(() -> "follower, service " + Shown.of(type.getName()), "properties", properties);
        return () -> {
            ServiceRegistration<S> published = context.registerService(type, service, FrameworkUtil.asDictionary(copy));
            return published::unregister;
        };
    }
}
