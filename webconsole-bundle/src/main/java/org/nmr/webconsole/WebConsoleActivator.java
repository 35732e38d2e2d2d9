// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import jakarta.servlet.Servlet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Publishes the page for the console, whether there is a registrar or not. */
public final class WebConsoleActivator implements BundleActivator {
    private static final String CHANGE_COUNT = "service.changecount";

    /** All null while the bundle is stopped. Framework threads only. */
    private @Nullable ServiceTracker<RegistrarRuntime, RegistrarRuntime> registrars;

    private @Nullable Jobs jobs;

    private @Nullable Actions actions;

    /** The framework makes it. */
    public WebConsoleActivator() {}

    @Override
    public void start(BundleContext context) {
        ServiceTracker<RegistrarRuntime, RegistrarRuntime> tracker =
                new ServiceTracker<>(context, RegistrarRuntime.class, null);
        tracker.open();
        registrars = tracker;
        Jobs begun = new Jobs();
        jobs = begun;
        Actions possible = actions(context);
        actions = possible;
        Tokens tokens = new Tokens();
        Look look = new Look(() -> source(tracker), possible, begun, System::nanoTime);
        Gate gate = new Gate(new Hosts(context.getProperty(Hosts.PROPERTY)), tokens);
        PageServlet page = new PageServlet(gate, tokens, look, new Changes(look, possible, begun));
        context.registerService(
                Servlet.class,
                page,
                FrameworkUtil.asDictionary(Map.of(
                        "felix.webconsole.label", PageServlet.LABEL,
                        "felix.webconsole.title", "Network Modules",
                        "felix.webconsole.category", "OSGi")));
    }

    @Override
    public void stop(BundleContext context) {
        if (jobs != null) {
            jobs.close();
        }
        if (actions != null) {
            actions.close();
        }
        if (registrars != null) {
            registrars.close();
        }
    }

    private static Actions actions(BundleContext context) {
        try {
            return OpsActions.of(context);
        } catch (NoClassDefFoundError notThereWhenResolved) { // its import is optional
            return new NoActions();
        }
    }

    private static String state(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_ID) + "." + reference.getProperty(CHANGE_COUNT);
    }

    private static Optional<Source> source(ServiceTracker<RegistrarRuntime, RegistrarRuntime> tracker) {
        ServiceReference<RegistrarRuntime> reference = tracker.getServiceReference();
        RegistrarRuntime runtime = reference == null ? null : tracker.getService(reference);
        return runtime == null ? Optional.empty() : Optional.of(new Source(runtime, state(reference)));
    }
}
