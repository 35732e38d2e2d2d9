// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * Does something when a bundle's {@code stop()} has returned: on the stopping thread, before the framework goes on.
 *
 * <p>For that it registers a mark, a service without use, through the context of the stopping bundle. After {@code
 * stop()}, however it ended, each framework withdraws what the bundle has left registered, on the stopping thread and
 * with no lock but the bundle's.
 */
final class AfterStop implements AllServiceListener {
    private static final String FILTER = "(" + Constants.OBJECTCLASS + "=" + Mark.class.getName() + ")";

    private final BundleContext context;
    private final Consumer<Bundle> action;
    private final System.Logger log;

    /** The marks of bundles that are stopping. The listener has seen them come, so it sees them go. */
    private final Map<ServiceReference<?>, Bundle> marks = new ConcurrentHashMap<>();

    AfterStop(BundleContext context, Consumer<Bundle> action, System.Logger log) {
        this.context = context;
        this.action = action;
        this.log = log;
    }

    void open() throws InvalidSyntaxException {
        context.addServiceListener(this, FILTER);
    }

    /** Does nothing any more; what is left ends with its bundle. */
    void close() {
        context.removeServiceListener(this);
    }

    /**
     * Asks for the action when the {@code stop()} of a stopping bundle has returned. May be repeated.
     *
     * @param stopping the bundle's context of its present start, null if there is none
     * @return whether it will come; it will not if the context is no longer valid, or if the framework keeps the mark
     * from the registrar
     */
    boolean follow(Bundle bundle, @Nullable BundleContext stopping) {
        marks.keySet().removeIf(mark -> mark.getBundle() == null); // a hook has hidden that it went
        return marks.containsValue(bundle) || (stopping != null && mark(stopping));
    }

    private boolean mark(BundleContext stopping) {
        try {
            ServiceRegistration<Mark> mark = stopping.registerService(Mark.class, new Mark(), properties());
            if (marks.containsKey(mark.getReference())) {
                return true;
            }
            mark.unregister(); // a hook hides events of this bundle
        } catch (IllegalStateException | SecurityException refused) {
            log.log(DEBUG, "the registrar cannot see when the stop() of this bundle has returned", refused);
        }
        return false;
    }

    private static Dictionary<String, Object> properties() {
        return FrameworkUtil.asDictionary(Map.of(
                Constants.SERVICE_DESCRIPTION,
                "The network modules of this bundle are unloaded, at the latest when its stop() has returned"));
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> mark = event.getServiceReference();
        if (event.getType() == ServiceEvent.REGISTERED) {
            marks.put(mark, mark.getBundle());
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            Bundle bundle = marks.remove(mark);
            if (bundle != null) {
                action.accept(bundle);
            }
        }
    }

    /** The service; it has no use but to be withdrawn. */
    static final class Mark {}
}
