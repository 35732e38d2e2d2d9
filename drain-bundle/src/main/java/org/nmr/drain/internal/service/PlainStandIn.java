// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * What consumers see while there is no registrar: each gets the original, and no call is counted. The original itself
 * cannot be shown any more, because the listeners of consumers were not told of it.
 */
final class PlainStandIn implements Published, ServiceFactory<Object> {
    private final ServiceReference<Object> original;
    private final Registered registered;

    /** What consumers have, by the original; several instances of a prototype are equal only if its class says so. */
    private final Map<Key, Fetched> fetched = new ConcurrentHashMap<>();

    private volatile ServiceFacts facts;

    PlainStandIn(ServiceReference<Object> original, BundleContext context) {
        this.original = original;
        this.registered = new Registered(context);
        this.facts = ServiceFacts.of(original);
    }

    @Override
    public void publish() {
        ServiceFacts before = facts;
        registered.publish(before, this);
        if (!before.hasSameProperties(ServiceFacts.of(original))) { // they have changed meanwhile
            copyProperties();
        }
    }

    @Override
    public @Nullable Object getService(Bundle consumer, ServiceRegistration<Object> registration) {
        Fetched got;
        try {
            got = Fetched.of(original, consumer);
        } catch (IllegalStateException stopped) { // the provider, or the consumer
            return null;
        }
        if (got == null) {
            return null;
        }
        fetched.put(new Key(consumer, got.service()), got);
        return got.service();
    }

    @Override
    public void ungetService(Bundle consumer, ServiceRegistration<Object> registration, Object service) {
        Fetched got = fetched.remove(new Key(consumer, service));
        if (got != null) {
            got.release();
        }
    }

    @Override
    public void copyProperties() {
        facts = registered.copy(original);
    }

    @Override
    public void withdraw(@Nullable Original none) {
        registered.withdraw();
    }

    @Override
    public void retire() {
        registered.withdraw();
    }

    @Override
    public void shut(@Nullable Original none) {
        // nothing is counted
    }

    @Override
    public boolean hasStateOf(Bundle consumer) {
        return false;
    }

    @Override
    public void leave(Bundle consumer) {
        // nothing is counted
    }

    @Override
    public void forget(Bundle consumer) {
        // the framework has released what the consumer had
    }

    @Override
    public void forgetAll() {
        // consumers release what they have
    }

    @Override
    public ServiceFacts facts() {
        return facts;
    }

    @Override
    public Condition condition() {
        return registered.isWithdrawn() ? Condition.ENDED : Condition.UNCOUNTED;
    }

    @Override
    public String note() {
        return "no registrar is there, so calls are not counted until one comes";
    }

    /** The identity of an object that a consumer has. */
    private record Key(Bundle consumer, Object service) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && that.service == service && that.consumer.equals(consumer);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(service);
        }
    }
}
