// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.events;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.ops.internal.Hearing;
import org.nmr.ops.internal.OpsActivator.Surface;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Posts the events of the registrar to Event Admin, with the topics {@code org/nmr/attached} and so on, while an
 * {@code EventHandler} wants them. While none does, the registrar makes no events.
 */
public final class EventAdminSurface implements Surface {
    private static final String PREFIX = "org/nmr/";

    private final Hearing hearing;
    private final ServiceTracker<EventAdmin, EventAdmin> admins;
    private final ServiceTracker<EventHandler, ServiceReference<EventHandler>> handlers;

    /** What each handler wants of us. */
    private final Map<ServiceReference<EventHandler>, Set<EventKind>> wanted = new ConcurrentHashMap<>();

    /** Opens it. */
    public EventAdminSurface(BundleContext context) {
        this.hearing = new Hearing(context, this::post);
        this.admins = new ServiceTracker<>(context, EventAdmin.class, null);
        this.handlers = new Handlers(context);
        admins.open();
        handlers.open();
    }

    /** Looks at the properties only: no handler is made for that. */
    private final class Handlers extends ServiceTracker<EventHandler, ServiceReference<EventHandler>> {
        Handlers(BundleContext context) {
            super(context, EventHandler.class, null);
        }

        @Override
        public ServiceReference<EventHandler> addingService(ServiceReference<EventHandler> reference) {
            modifiedService(reference, reference);
            return reference;
        }

        @Override
        public void modifiedService(ServiceReference<EventHandler> reference, ServiceReference<EventHandler> same) {
            wanted.put(reference, Topics.kinds(reference.getProperty(EventConstants.EVENT_TOPIC)));
            look();
        }

        @Override
        public void removedService(ServiceReference<EventHandler> reference, ServiceReference<EventHandler> same) {
            wanted.remove(reference);
            look();
        }
    }

    private void look() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        wanted.values().forEach(kinds::addAll);
        hearing.want(kinds);
    }

    /** Returns the topic of one kind. */
    static String topic(EventKind kind) {
        return PREFIX + kind.name().toLowerCase(Locale.ROOT);
    }

    private void post(EventDTO event) {
        EventAdmin admin = admins.getService();
        if (admin != null) {
            admin.postEvent(new Event(topic(event.kind), properties(event)));
        }
    }

    /** Returns the properties of the event: of types of the JDK, without those that are not known. */
    static Map<String, Object> properties(EventDTO event) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(EventConstants.TIMESTAMP, event.time);
        properties.put("message", DiagnosticsText.of(event));
        properties.put("json", DiagnosticsJson.of(event));
        put(properties, "subject", event.subject);
        put(properties, "npi", event.npi);
        put(properties, "binding", event.binding);
        put(properties, "outcome", event.outcome);
        put(properties, "reason", event.reason);
        properties.put("calls", event.calls);
        if (event.durationNanos >= 0) {
            properties.put("duration.nanos", event.durationNanos);
        }
        putOwner(properties, "owner", event.owner);
        putOwner(properties, "client", event.client);
        putOwner(properties, "provider", event.provider);
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, String text) {
        if (!text.isEmpty()) {
            properties.put(name, text);
        }
    }

    private static void putOwner(Map<String, Object> properties, String name, @Nullable OwnerDTO owner) {
        if (owner != null) {
            properties.put(name, owner.name);
            properties.put(name + ".bundle", owner.bundle);
            properties.put(name + ".module", owner.module);
        }
    }

    @Override
    public void close() {
        handlers.close();
        hearing.close();
        admins.close();
    }
}
