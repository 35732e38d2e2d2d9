// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.ops.internal.Hearing;
import org.osgi.framework.BundleContext;

/** The MBean of one registrar. Reads the registrar for each question, and hears events while JMX has a listener. */
final class RegistrarBean extends NotificationBroadcasterSupport implements RegistrarMXBean {
    private static final String PREFIX = "org.nmr.";

    private final ObjectName name;
    private final String framework;
    private final RegistrarRuntime runtime;
    private final Hearing hearing;
    private final AtomicLong sequence = new AtomicLong();

    /** Those that JMX has added, each as often as it was added. */
    private final List<NotificationListener> listeners = new CopyOnWriteArrayList<>();

    RegistrarBean(ObjectName name, String framework, RegistrarRuntime runtime, BundleContext context) {
        this.name = name;
        this.framework = framework;
        this.runtime = runtime;
        this.hearing = new Hearing(context, this::send);
    }

    /** Returns the type of the notifications of one kind. */
    static String type(EventKind kind) {
        return PREFIX + kind.name().toLowerCase(Locale.ROOT);
    }

    private void send(EventDTO event) {
        Notification notification = new Notification(
                type(event.kind), name, sequence.incrementAndGet(), event.time, DiagnosticsText.of(event));
        notification.setUserData(DiagnosticsJson.of(event)); // a text, because a client does not have our classes
        sendNotification(notification);
    }

    void close() {
        hearing.close();
    }

    // ---- notifications ----------------------------------------------------------------------------------------

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        String[] types =
                Arrays.stream(EventKind.values()).map(RegistrarBean::type).toArray(String[]::new);
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(types, Notification.class.getName(), "what happens in the registrar")
        };
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
        super.addNotificationListener(listener, filter, handback);
        listeners.add(listener);
        look();
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        super.removeNotificationListener(listener);
        listeners.removeIf(each -> each == listener);
        look();
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
            throws ListenerNotFoundException {
        super.removeNotificationListener(listener, filter, handback);
        listeners.remove(listener);
        look();
    }

    private void look() {
        hearing.want(listeners.isEmpty() ? EnumSet.noneOf(EventKind.class) : EnumSet.allOf(EventKind.class));
    }

    // ---- attributes -------------------------------------------------------------------------------------------

    private RegistrarDTO registrar() {
        return runtime.getRegistrar();
    }

    @Override
    public String getFramework() {
        return framework;
    }

    @Override
    public int getRegistrationCount() {
        return registrar().registrations.size();
    }

    @Override
    public int getBindingCount() {
        return registrar().bindings.size();
    }

    @Override
    public int getCallsInFlight() {
        return registrar().bindings.stream()
                .mapToInt(each -> each.client.calls + each.provider.calls)
                .sum();
    }

    @Override
    public int getUnloadCount() {
        return registrar().unloads.size();
    }

    @Override
    public long getAttachedCount() {
        return registrar().attachedCount;
    }

    @Override
    public long getRefusedCount() {
        return registrar().refusedCount;
    }

    @Override
    public long getFailedCount() {
        return registrar().failedCount;
    }

    @Override
    public long getAbandonedCallCount() {
        return registrar().abandonedCalls;
    }

    @Override
    public String[] getRevocations() {
        return registrar().revocations.toArray(String[]::new);
    }

    @Override
    public BindingRow[] getBindings() {
        return registrar().bindings.stream().map(BindingRow::new).toArray(BindingRow[]::new);
    }

    @Override
    public UnloadRow[] getUnloads() {
        return runtime.getFindings().stream()
                .filter(finding -> finding.unload != null)
                .map(UnloadRow::new)
                .toArray(UnloadRow[]::new);
    }

    @Override
    public String getFindings() {
        return DiagnosticsText.of(runtime.getFindings());
    }

    @Override
    public String getFindingsJson() {
        return DiagnosticsJson.of(runtime.getFindings());
    }

    @Override
    public String getRegistrarJson() {
        return DiagnosticsJson.of(registrar());
    }

    // ---- operations -------------------------------------------------------------------------------------------

    @Override
    public String why(String subject) {
        return DiagnosticsText.of(runtime.getFindings(subject));
    }

    @Override
    public String revoke(String id) {
        return runtime.revoke(id);
    }
}
