// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.nmr.itests.shared.Work;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers a service and lets the framework unregister it, as most activators do. */
public final class WorkActivator implements BundleActivator {
    private Worker worker;

    @Override
    public void start(BundleContext context) {
        Worker made = new Worker(context);
        worker = made;
        ServiceRegistration<Work> registration = context.registerService(Work.class, made, properties(context));
        made.scenario().offer(made.name() + " unregisters", () -> {
            registration.unregister();
            made.close();
        });
        made.scenario().offer(made.name() + " unregisters in its lock", () -> {
            synchronized (made) {
                registration.unregister();
            }
        });
        made.scenario().offerAgain(made.name() + " changes its properties", () -> {
            Dictionary<String, Object> changed = properties(context);
            changed.put("changed", "yes");
            registration.setProperties(changed);
        });
        made.scenario().offer(made.name() + " takes its lock", () -> {
            synchronized (made) {
                made.scenario().record(made.name() + " has its lock");
            }
        });
    }

    /** The header has texts such as {@code nmr.drain=true;service.ranking=5}. */
    static Dictionary<String, Object> properties(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("kind", "work"));
        String header = context.getBundle().getHeaders("").get("Itest-Properties");
        for (String each : header == null || header.isEmpty() ? new String[0] : header.split(";")) {
            String[] pair = each.split("=", 2);
            properties.put(pair[0], pair[1].matches("-?[0-9]+") ? (Object) Integer.valueOf(pair[1]) : pair[1]);
        }
        return properties;
    }

    @Override
    public void stop(BundleContext context) {
        worker.close();
    }
}
