// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.EventKind;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Publishes a listener for those kinds of events that are wanted now. While none is wanted, it is not published, and
 * the registrar makes no event. Thread safe; holds no lock while it calls the framework.
 */
public final class Hearing {
    private final BundleContext context;
    private final DiagnosticListener listener;

    private volatile Set<EventKind> wanted = Set.of();
    private volatile boolean closed;

    /** One thread at a time compares what is wanted with what is published, and changes that. */
    private final AtomicBoolean looking = new AtomicBoolean();

    private volatile Set<EventKind> published = Set.of();

    /** Null while nothing is published. Used by the thread that looks. */
    private volatile @Nullable ServiceRegistration<DiagnosticListener> registration;

    /** Makes one that hears nothing. */
    public Hearing(BundleContext context, DiagnosticListener listener) {
        this.context = context;
        this.listener = listener;
    }

    /** From now on these kinds are heard, and no others. */
    public void want(Set<EventKind> kinds) {
        wanted = Set.copyOf(kinds);
        look();
    }

    /** From now on nothing is heard. */
    public void close() {
        closed = true;
        look();
    }

    private Set<EventKind> target() {
        return closed ? Set.of() : wanted;
    }

    private void look() {
        while (!published.equals(target()) && looking.compareAndSet(false, true)) {
            try {
                publish(target());
            } finally {
                looking.set(false);
            }
        }
    }

    private void publish(Set<EventKind> kinds) {
        ServiceRegistration<DiagnosticListener> before = registration;
        if (before != null) {
            registration = null;
            unregister(before);
        }
        published = kinds;
        if (!kinds.isEmpty()) {
            String[] names = kinds.stream().map(Enum::name).sorted().toArray(String[]::new);
            registration = context.registerService(
                    DiagnosticListener.class,
                    listener,
                    FrameworkUtil.asDictionary(Map.of(DiagnosticListener.KINDS, names)));
        }
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException gone) {
            return; // the bundle has stopped, and the framework was first
        }
    }
}
