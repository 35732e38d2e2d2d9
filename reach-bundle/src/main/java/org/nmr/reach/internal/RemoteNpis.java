// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nmr.Npi;
import org.nmr.reach.RemoteNpi;
import org.nmr.reach.internal.bridge.Node;
import org.nmr.reach.internal.bridge.NodesView.NpiView;
import org.nmr.reach.internal.bridge.binding.RemoteType;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.codec.CodecException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Follows the published {@link RemoteNpi}s, checks each once, and tells the node of them. */
final class RemoteNpis implements ServiceTrackerCustomizer<RemoteNpi, RemoteNpis.Known> {
    private final BundleContext own;
    private final System.Logger log;
    private final ServiceTracker<RemoteNpi, Known> tracker;

    /** Both guarded by this. */
    private final Map<ServiceReference<RemoteNpi>, Known> known = new LinkedHashMap<>();

    private @Nullable Node node;

    /**
     * One service.
     *
     * @param id the id of its NPI, or its bundle if it has none
     * @param type null if it cannot cross
     * @param problem why not
     */
    record Known(String id, @Nullable RemoteType type, String problem) {}

    RemoteNpis(BundleContext own, System.Logger log) {
        this.own = own;
        this.log = log;
        tracker = new ServiceTracker<>(own, RemoteNpi.class, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** A node is there: it is told what is known, and what comes and goes. */
    synchronized void into(Node started) {
        node = started;
        known.forEach(this::tell);
    }

    synchronized void out() {
        node = null;
    }

    /** Those that cannot cross. */
    synchronized List<NpiView> problems() {
        return known.values().stream()
                .filter(each -> each.type == null)
                .map(each -> new NpiView(each.id, each.problem))
                .toList();
    }

    private void tell(Object key, Known each) {
        Node present = node;
        if (present != null && each.type != null) {
            present.add(key, each.type);
        }
    }

    @Override
    public @Nullable Known addingService(ServiceReference<RemoteNpi> reference) {
        RemoteNpi service = own.getService(reference);
        if (service == null) {
            return null;
        }
        Known checked = check(reference, service);
        if (checked.type == null) {
            log.log(WARNING, "reach: NPI " + checked.id + " stays in this framework: " + checked.problem);
        }
        synchronized (this) {
            known.put(reference, checked);
            tell(reference, checked);
        }
        return checked;
    }

    private static Known check(ServiceReference<RemoteNpi> reference, RemoteNpi service) {
        String id = "of " + reference.getBundle();
        try {
            Npi<?, ?> npi = service.npi();
            if (npi == null) {
                return new Known(id, null, "expected an NPI of RemoteNpi.npi(), was null");
            }
            id = npi.id();
            return new Known(id, RemoteType.of(npi), "");
        } catch (CodecException cannot) {
            return new Known(id, null, Texts.reason(cannot));
        } catch (Throwable thrown) { // the code of a module
            return new Known(
                    id,
                    null,
                    "expected no exception, was " + thrown.getClass().getName() + ": " + Texts.reason(thrown));
        }
    }

    @Override
    public void modifiedService(ServiceReference<RemoteNpi> reference, Known checked) {}

    @Override
    public void removedService(ServiceReference<RemoteNpi> reference, Known checked) {
        synchronized (this) {
            known.remove(reference);
            if (node != null) {
                node.remove(reference);
            }
        }
        own.ungetService(reference);
    }
}
