// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.RegistrationEvent;

/**
 * The subscriptions of registration listeners. While there are none, a registration looks at an empty list and pays
 * nothing else. Thread safe.
 *
 * <p>Why no registration is lost: a subscription is added here before it copies what is there, and a registration is
 * added to its module before it is announced here. Why none is told twice: a {@link Subscription} knows what it has
 * told.
 */
public final class Listeners {
    private final Registrar registrar;
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    Listeners(Registrar registrar) {
        this.registrar = registrar;
    }

    /**
     * Returns a new subscription, which follows from its {@link Subscription#open} on.
     *
     * @param name names the listener in the log
     */
    public Subscription subscribe(String name) {
        return new Subscription(this, name, registrar.warnings());
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /** Called while the registration is in the list of its module; so it comes before the next one. */
    void added(LiveRegistration<?, ?> registration) {
        assert Thread.holdsLock(registration.module().monitor);
        announce(registration, /* isAdded= */ true);
    }

    /** The same just before it is taken out of the list; may be repeated. */
    void removed(LiveRegistration<?, ?> registration) {
        assert Thread.holdsLock(registration.module().monitor);
        announce(registration, /* isAdded= */ false);
    }

    private void announce(LiveRegistration<?, ?> registration, boolean isAdded) {
        if (isEmpty()) {
            return;
        }
        RegistrationEvent event = registration.event();
        for (Subscription subscription : subscriptions) {
            subscription.announce(event, isAdded);
        }
    }

    /** From now on the subscription hears of changes. */
    void add(Subscription subscription) {
        subscriptions.addIfAbsent(subscription);
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** The registrations that are there, the oldest first. */
    List<RegistrationEvent> present() {
        return registrar.modules().stream()
                .flatMap(module -> module.registrations().stream())
                .<RegistrationEvent>map(LiveRegistration::event)
                .sorted(Comparator.comparingLong(RegistrationEvent::id))
                .toList();
    }
}
