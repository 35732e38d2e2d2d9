// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleActivator;
import org.nmr.registrar.text.ForeignText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Warns of activators that extend {@link NetworkModuleActivator} and do not call its {@code start} or {@code stop},
 * once for each until the bundle is updated. Nothing else shows that: such a module registers nothing, or the safety
 * net unloads it. Thread safe.
 */
final class ForgottenSuper implements BundleListener {
    private static final String MODULE = NetworkModule.class.getName();

    private final BundleContext context;
    private final System.Logger log;

    /** When the bundles that were warned of had been modified, by their ids. */
    private final Map<Long, Long> told = new ConcurrentHashMap<>();

    /**
     * The bundles whose start has succeeded and whose stop is not complete. If a start fails, the framework withdraws
     * the module, too, but then no {@code stop()} has run.
     */
    private final Set<Long> running = ConcurrentHashMap.newKeySet();

    /** How often each bundle has begun to stop, by its id. A module may be missing because of one of these stops. */
    private final Map<Long, Integer> stops = new ConcurrentHashMap<>();

    /** Set before the registrar withdraws modules itself, read by each thread that withdraws one. */
    private volatile boolean isRegistrarStopping;

    private final SynchronousBundleListener follower = this::follow;

    ForgottenSuper(BundleContext context, System.Logger log) {
        this.context = context;
        this.log = log;
    }

    /** Looks also at the bundles that have started before. */
    void open() {
        context.addBundleListener(follower);
        context.addBundleListener(this);
        for (Bundle bundle : context.getBundles()) {
            if (isActive(bundle)) {
                running.add(bundle.getBundleId());
            }
            started(bundle);
        }
    }

    void close() {
        context.removeBundleListener(this);
        context.removeBundleListener(follower);
    }

    private void follow(BundleEvent event) {
        long id = event.getBundle().getBundleId();
        switch (event.getType()) {
            case BundleEvent.STARTED -> running.add(id);
            case BundleEvent.STOPPING -> stops.merge(id, 1, Integer::sum);
            case BundleEvent.STOPPED -> running.remove(id);
            case BundleEvent.UNINSTALLED -> {
                running.remove(id);
                stops.remove(id);
            }
            default -> {
                // neither its start nor its stop has ended
            }
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.STARTED -> started(event.getBundle());
            case BundleEvent.UNINSTALLED -> told.remove(event.getBundle().getBundleId());
            default -> {
                // its start() has not returned
            }
        }
    }

    private void started(Bundle bundle) {
        Integer before = stops.get(bundle.getBundleId());
        try {
            // its state again at the end, because a bundle that has begun to stop withdraws its module
            boolean isMissing = isActive(bundle) && isActivator(bundle) && !hasModule(bundle) && isActive(bundle);
            if (isMissing && Objects.equals(before, stops.get(bundle.getBundleId()))) {
                warn(
                        bundle,
                        "its activator " + ForeignText.of(activator(bundle)) + " overrides start(BundleContext) and"
                                + " has not called super.start(context). So its network module is not registered."
                                + " Call super.start(context) as the last step of start()");
            }
        } catch (Throwable unknown) { // it has gone meanwhile, or its activator cannot be loaded any more
            log.log(DEBUG, "the activator of " + BundleNames.name(bundle) + " is not known", unknown);
        }
    }

    private static boolean isActive(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE;
    }

    private static String activator(Bundle bundle) {
        String name = bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR);
        return name == null ? "" : name.strip();
    }

    /** The class is loaded already, by the framework. */
    private static boolean isActivator(Bundle bundle) throws ClassNotFoundException {
        String name = activator(bundle);
        return !name.isEmpty()
                && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID
                && NetworkModuleActivator.class.isAssignableFrom(bundle.loadClass(name));
    }

    private static boolean hasModule(Bundle bundle) {
        ServiceReference<?>[] published = bundle.getRegisteredServices();
        return published != null
                && Stream.of(published)
                        .flatMap(reference -> Stream.of((String[]) reference.getProperty(Constants.OBJECTCLASS)))
                        .anyMatch(MODULE::equals);
    }

    /**
     * The registrar stops, and withdraws modules itself from now on: also that of a bundle whose {@code stop()} another
     * thread is inside, and has not come to {@code super.stop} yet.
     */
    void registrarStops() {
        isRegistrarStopping = true;
    }

    /**
     * A module is being withdrawn, on this thread.
     *
     * @param service the module
     */
    void withdrawn(Bundle bundle, Object service) {
        boolean isStopping = bundle.getState() == Bundle.STOPPING && running.contains(bundle.getBundleId());
        if (!isRegistrarStopping && isStopping && isOfActivator(service) && !isInsideStop()) {
            warn(
                    bundle,
                    "the stop(BundleContext) of its activator " + ForeignText.of(service.toString())
                            + " has ended without super.stop(context). So the registrar awaits the end of its bindings"
                            + " after stop(), when what they use may be released. Call super.stop(context) first, and"
                            + " release resources after it, also if something throws");
        }
    }

    /** What an activator publishes is a class inside of {@link NetworkModuleActivator}. */
    private static boolean isOfActivator(Object service) {
        return service.getClass().getNestHost() == NetworkModuleActivator.class;
    }

    /** Else the framework withdraws what {@code stop()} has left. */
    private static boolean isInsideStop() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("stop")
                        && frame.getClassName().equals(NetworkModuleActivator.class.getName())));
    }

    private void warn(Bundle bundle, String what) {
        Long modified = bundle.getLastModified();
        if (!modified.equals(told.put(bundle.getBundleId(), modified))) {
            log.log(WARNING, "bundle " + BundleNames.name(bundle) + ": " + what);
        }
    }
}
