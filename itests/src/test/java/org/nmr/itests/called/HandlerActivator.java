// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.called;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;

/** Handles events, and offers to send one. */
public final class HandlerActivator implements BundleActivator {
    private Scenario scenario;

    @Override
    public void start(BundleContext context) {
        Scenario told = context.getService(context.getServiceReference(Scenario.class));
        scenario = told;
        EventHandler handler = event -> {
            told.take("handler handles");
            told.record("handler has handled " + event.getTopic());
        };
        context.registerService(EventHandler.class, handler, properties(context, Map.of("event.topics", "work/*")));
        EventAdmin admin = context.getService(context.getServiceReference(EventAdmin.class));
        told.offerAgain("handler sends", () -> admin.sendEvent(new Event("work/done", Map.of())));
    }

    static Dictionary<String, Object> properties(BundleContext context, Map<String, Object> own) {
        Dictionary<String, Object> properties = new Hashtable<>(own);
        properties.put("kind", "called");
        if (context.getBundle().getHeaders("").get("Itest-Asks") != null) {
            properties.put("nmr.drain", "true");
        }
        return properties;
    }

    @Override
    public void stop(BundleContext context) {
        scenario.record("handler stopped");
    }
}
