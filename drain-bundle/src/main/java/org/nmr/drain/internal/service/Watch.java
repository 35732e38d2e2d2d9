// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.Keys;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * Hides one original, and sees its end and that of its consumers, when this bundle is stopped and has no hooks any
 * more. These hooks are registered in the name of the provider, so they live as long as the original.
 */
final class Watch implements EventListenerHook, FindHook, EventHook {
    private static final String[] HOOKS = {
        EventListenerHook.class.getName(), FindHook.class.getName(), EventHook.class.getName()
    };

    private final DrainedServices services;
    private final ServiceReference<?> original;

    /** The next start of this bundle must find the original, to know that it has a stand-in. */
    private final String successor;

    private final System.Logger log;
    private final AtomicReference<@Nullable ServiceRegistration<?>> registration = new AtomicReference<>();
    private volatile boolean isDone;

    private Watch(DrainedServices services, ServiceReference<?> original, String successor, System.Logger log) {
        this.services = services;
        this.original = original;
        this.successor = successor;
        this.log = log;
    }

    /**
     * Begins to watch. If the provider is stopping, its services end here: no hook may have seen that it stops.
     *
     * @param successor the symbolic name of this bundle
     */
    static Watch begin(DrainedServices services, ServiceReference<?> original, String successor, System.Logger log) {
        Watch watch = new Watch(services, original, successor, log);
        Bundle provider = original.getBundle();
        Map<String, Object> properties =
                Map.of(Keys.WATCHED, ServiceFacts.of(original).id());
        try {
            watch.registration.set(Publication.contextOf(original)
                    .registerService(HOOKS, watch, FrameworkUtil.asDictionary(properties)));
        } catch (IllegalStateException stopping) {
            log.log(DEBUG, "its end has begun", stopping);
        }
        if (provider != null && provider.getState() == Bundle.STOPPING) {
            services.stopping(provider);
        }
        if (watch.isDone) {
            watch.end();
        }
        return watch;
    }

    /** Tells whether it sees the end of the original: not if the provider has stopped, or is about to. */
    boolean isSet() {
        return registration.get() != null;
    }

    /** The original has gone. May be repeated. */
    void end() {
        isDone = true;
        ServiceRegistration<?> present = registration.getAndSet(null);
        try {
            if (present != null) {
                present.unregister();
            }
        } catch (IllegalStateException stopped) {
            log.log(DEBUG, "the framework has withdrawn it with its bundle", stopped);
        }
    }

    /** Tells whether another start of this bundle has given an original a stand-in. */
    static boolean isHiddenByAnother(ServiceReference<?> original) {
        String standIn = "(" + Keys.MARK + "=" + ServiceFacts.of(original).id() + ")";
        try {
            return Publication.contextOf(original).getAllServiceReferences(null, standIn) != null;
        } catch (InvalidSyntaxException | IllegalStateException stopping) {
            return false;
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        try {
            ServiceReference<?> reference = event.getServiceReference();
            if (reference.equals(original)) {
                listeners.clear();
                changed(event.getType());
            } else if (event.getType() == ServiceEvent.UNREGISTERING && ConsumerMark.isOne(reference)) {
                left(reference.getBundle());
            }
        } catch (Throwable failed) { // the framework would only log it
            log.log(
                    ERROR,
                    ServiceFacts.of(original).name() + ": a hook has failed, so it may end while calls are inside",
                    failed);
        }
    }

    /** The {@code stop()} of a consumer has returned; when this returns, no call of it is inside. */
    private void left(@Nullable Bundle consumer) {
        Life life = services.life(original);
        if (life != null && consumer != null) {
            life.leave(consumer, log);
        }
    }

    private void changed(int type) {
        if (type != ServiceEvent.UNREGISTERING) {
            services.modified(original);
            return;
        }
        services.unregistering(original); // ends this, too
    }

    @Override
    public void find(
            @Nullable BundleContext context,
            @Nullable String name,
            @Nullable String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        if (!successor.equals(nameOf(context))) {
            references.remove(original);
        }
    }

    /** Returns the name of the bundle that asks; Felix asks for bundles that have stopped, too. */
    static @Nullable String nameOf(@Nullable BundleContext context) {
        try {
            return context == null ? null : context.getBundle().getSymbolicName();
        } catch (IllegalStateException stopped) {
            return null;
        }
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        try {
            changed(event.getType(), event.getBundle());
        } catch (Throwable failed) { // the framework would only log it
            log.log(
                    ERROR,
                    "a hook has failed: services of " + event.getBundle() + " may end while calls are inside",
                    failed);
        }
    }

    private void changed(int type, Bundle bundle) {
        Life life = services.life(original);
        if (type == BundleEvent.STOPPING) {
            services.loseIf(registrar -> bundle.equals(FrameworkUtil.getBundle(registrar.getClass())));
            if (bundle.equals(original.getBundle())) {
                services.stopping(bundle);
            } else if (life != null && life.hasStateOf(bundle)) {
                ConsumerMark.register(bundle);
            }
        } else if (type == BundleEvent.STOPPED && life != null) {
            life.published().forget(bundle);
        }
    }
}
