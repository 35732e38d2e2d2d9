// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.nmr.drain.internal.rules.Keys;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Texts;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.ListenerHook;

/**
 * The services that are there, and who knows them. A consumer that knows an original would see the stand-in as a second
 * service, so such a service stays plain until it is registered again.
 */
final class Known implements ListenerHook {
    private final BundleContext own;
    private final Set<ListenerInfo> listeners = ConcurrentHashMap.newKeySet();

    Known(BundleContext own) {
        this.own = own;
    }

    @Override
    public void added(Collection<ListenerInfo> added) {
        listeners.addAll(added);
    }

    @Override
    public void removed(Collection<ListenerInfo> removed) {
        listeners.removeAll(removed);
    }

    /** This is not a hook any more, so it does not hear which listeners go. */
    void forgetListeners() {
        listeners.clear();
    }

    /** Returns all services but stand-ins. */
    List<ServiceReference<?>> services() {
        return all().filter(reference -> reference.getProperty(Keys.MARK) == null)
                .toList();
    }

    /**
     * Returns what watches the originals that an earlier start of this bundle drains, by their ids. A stand-in does not
     * tell: who decorates a service may copy its properties.
     */
    Map<Long, ServiceReference<?>> watches() {
        Map<Long, ServiceReference<?>> watches = new HashMap<>();
        all().forEach(reference -> {
            if (reference.getProperty(Keys.WATCHED) instanceof Long original) {
                watches.put(original, reference);
            }
        });
        return watches;
    }

    /**
     * Tells whether a service is registered and its end has not begun: a framework forgets a service before it says so.
     * Once this bundle has stopped, nothing is there.
     */
    boolean isThere(ServiceReference<?> reference) {
        String itself =
                "(" + Constants.SERVICE_ID + "=" + ServiceFacts.of(reference).id() + ")";
        try {
            return own.getAllServiceReferences(null, itself) != null;
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("the filter has a number only", impossible);
        } catch (IllegalStateException stopped) {
            return false;
        }
    }

    private Stream<ServiceReference<?>> all() {
        try {
            ServiceReference<?>[] all = own.getAllServiceReferences(null, null);
            return all == null ? Stream.empty() : Stream.of(all);
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("there is no filter", impossible);
        }
    }

    /** Says who knows a service; empty if nobody does. */
    Optional<String> use(ServiceReference<?> reference) {
        Bundle[] using = reference.getUsingBundles();
        String users = using == null ? "" : users(using);
        if (!users.isEmpty()) {
            return Optional.of("already in use by " + users + "; it is drained when it is registered again");
        }
        return listeners.stream()
                .filter(listener -> knows(listener, reference))
                .findFirst()
                .map(listener -> "already known to "
                        + listener.getBundleContext().getBundle() + "; it is drained when it is registered again");
    }

    private String users(Bundle[] using) {
        return String.join(
                ", ",
                Stream.of(using)
                        .filter(bundle -> !bundle.equals(own.getBundle()))
                        .map(bundle -> Texts.oneLine(bundle.toString()))
                        .toList());
    }

    /** A listener without a filter hears of everything and looks at most things only. */
    private boolean knows(ListenerHook.ListenerInfo listener, ServiceReference<?> reference) {
        String filter = listener.getFilter();
        if (filter == null
                || listener.isRemoved()
                || !filter.toLowerCase(Locale.ROOT).contains("(objectclass=")) {
            return false;
        }
        try {
            Bundle bundle = listener.getBundleContext().getBundle();
            return bundle.getBundleId() != 0
                    && !bundle.equals(own.getBundle())
                    && FrameworkUtil.createFilter(filter).match(reference);
        } catch (InvalidSyntaxException | IllegalStateException gone) {
            return false;
        }
    }
}
