// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.Keys;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.spi.ForeignFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The registration of a stand-in in the framework, in the name of its provider or of this bundle. */
final class Registered {
    /** What the framework says of each registration by itself. */
    private static final Set<String> OF_THE_FRAMEWORK =
            Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID, Constants.SERVICE_BUNDLEID, Constants.SERVICE_SCOPE);

    private final BundleContext context;

    /** Knows the types of what is registered in the name of this bundle; null for the others. */
    private final @Nullable ClassSpaces spaces;

    private final List<Class<?>> types;
    private final AtomicReference<@Nullable ServiceRegistration<?>> registration = new AtomicReference<>();
    private volatile boolean isWithdrawn;

    /** How often the properties of originals have changed. */
    private final AtomicInteger changes = new AtomicInteger();

    /** In the name of the provider: the framework judges which consumers see the same types. */
    Registered(BundleContext context) {
        this.context = context;
        this.spaces = null;
        this.types = List.of();
    }

    /** In the name of this bundle, or of the provider. */
    Registered(BundleContext context, ClassSpaces spaces, List<Class<?>> types) {
        this.context = context;
        this.spaces = spaces.isOwn(context.getBundle()) ? spaces : null;
        this.types = types;
    }

    /** Registers it. */
    void publish(ServiceFacts facts, ServiceFactory<Object> factory) {
        Dictionary<String, Object> properties = properties(facts);
        try {
            registration.set(
                    context.registerService(facts.types().toArray(String[]::new), shown(facts, factory), properties));
        } finally {
            if (registration.get() == null) {
                forget();
            }
        }
        if (isWithdrawn) { // the original has gone while listeners were told
            withdraw();
        }
    }

    private Object shown(ServiceFacts facts, ServiceFactory<Object> factory) {
        if (spaces != null) {
            return new ForeignFactory(factory);
        }
        return facts.scope().equals(Constants.SCOPE_PROTOTYPE) ? new ForEachInstance(factory) : factory;
    }

    private Dictionary<String, Object> properties(ServiceFacts facts) {
        if (spaces != null) {
            spaces.put(facts.id(), types);
        }
        Map<String, Object> properties = new HashMap<>();
        for (Map.Entry<String, Object> each : facts.properties().entrySet()) {
            if (!OF_THE_FRAMEWORK.contains(each.getKey())) {
                properties.put(each.getKey(), each.getValue());
            }
        }
        properties.put(Keys.MARK, facts.id());
        return FrameworkUtil.asDictionary(properties);
    }

    /** Copies the properties; a thread that has read old ones does it again. */
    ServiceFacts copy(ServiceReference<?> original) {
        ServiceFacts facts;
        int seen = changes.incrementAndGet();
        int before;
        do {
            before = seen;
            facts = ServiceFacts.of(original);
            set(properties(facts));
            seen = changes.get();
        } while (seen != before);
        if (isWithdrawn) {
            forget();
        }
        return facts;
    }

    private void set(Dictionary<String, Object> properties) {
        ServiceRegistration<?> present = registration.get();
        try {
            if (present != null) {
                present.setProperties(properties);
            }
        } catch (IllegalStateException withdrawn) {
            isWithdrawn = true; // by the framework, because the bundle has stopped
        }
    }

    boolean isInOwnName() {
        return spaces != null;
    }

    /** Tells whether the consumers are being told, or were told, that it goes. */
    boolean isWithdrawn() {
        return isWithdrawn;
    }

    /** Withdraws it; later calls change nothing. */
    void withdraw() {
        isWithdrawn = true;
        ServiceRegistration<?> present = registration.getAndSet(null);
        if (present != null) {
            unregister(present);
            forget();
        }
    }

    private static void unregister(ServiceRegistration<?> present) {
        try {
            present.unregister();
        } catch (IllegalStateException done) {
            return; // the framework has done it, because the bundle has stopped
        }
    }

    private void forget() {
        if (spaces != null) {
            spaces.remove(types);
        }
    }

    /** Makes an instance each time. */
    private record ForEachInstance(ServiceFactory<Object> factory) implements PrototypeServiceFactory<Object> {
        @Override
        public @Nullable Object getService(Bundle consumer, ServiceRegistration<Object> registration) {
            return factory.getService(consumer, registration);
        }

        @Override
        public void ungetService(Bundle consumer, ServiceRegistration<Object> registration, Object service) {
            factory.ungetService(consumer, registration, service);
        }
    }
}
