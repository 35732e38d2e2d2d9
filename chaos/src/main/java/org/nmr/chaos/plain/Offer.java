// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Tenure;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** One service of a provider, which may be registered several times in a row. */
final class Offer {
    private final Branch branch;
    private final Terms terms;
    private final Customer customer;
    private final AtomicReference<@Nullable Registered> registered = new AtomicReference<>();

    Offer(Branch branch, Terms terms, Customer customer) {
        this.branch = branch;
        this.terms = terms;
        this.customer = customer;
    }

    void register() {
        Tenure tenure = branch.life().tenure();
        Object service = switch (terms.scope()) {
            case Terms.SINGLETON -> clerk(tenure);
            case Terms.BUNDLE -> new ForEachBundle(tenure);
            default -> new ForEachInstance(new ForEachBundle(tenure));
        };
        ServiceRegistration<?> registration = branch.context()
                .registerService(
                        terms.types(), service, terms.properties(!branch.world().isUndrained(), 0));
        if (isStopping(branch.context().getBundle())) {
            tenure.exempt();
        }
        registered.set(new Registered(registration, tenure));
    }

    private static boolean isStopping(Bundle bundle) {
        return bundle.getState() == Bundle.STOPPING;
    }

    private Clerk clerk(Tenure tenure) {
        return terms.hasTill()
                ? new Cashier(branch, terms, tenure, customer)
                : new Clerk(branch, terms, tenure, customer);
    }

    /** When this returns, no call is inside; returns false if another thread does it. */
    boolean unregister() {
        Registered present = registered.getAndSet(null);
        if (present == null) {
            return false;
        }
        present.tenure().endSoon();
        try {
            present.registration().unregister();
        } catch (IllegalStateException stopped) {
            branch.ledger().count(Count.REGISTRATIONS_REFUSED);
        }
        branch.life().over(present.tenure());
        return true;
    }

    /** As a component that is reconfigured. */
    void registerAgain() {
        if (!unregister()) {
            return;
        }
        try {
            register();
            branch.ledger().count(Count.DRAINED_AGAIN);
        } catch (IllegalStateException stopped) {
            branch.ledger().count(Count.REGISTRATIONS_REFUSED);
        }
    }

    void change(int number) {
        Registered present = registered.get();
        try {
            if (present != null) {
                present.registration()
                        .setProperties(terms.properties(!branch.world().isUndrained(), number >>> 1));
                branch.ledger().count(Count.PROPERTY_CHANGES);
            }
        } catch (IllegalStateException unregistered) {
            branch.ledger().count(Count.REGISTRATIONS_REFUSED);
        }
    }

    private record Registered(ServiceRegistration<?> registration, Tenure tenure) {}

    /** Each consumer gets an object of its own, which ends when it is released. */
    private final class ForEachBundle implements ServiceFactory<Object> {
        private final Tenure tenure;

        ForEachBundle(Tenure tenure) {
            this.tenure = tenure;
        }

        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            Tenure object = tenure.ofObject();
            if (isStopping(bundle) || isStopping(FrameworkUtil.getBundle(Offer.class))) {
                object.exempt(); // whatever the one gets now is released soon; the other may just register a plain one
            }
            return clerk(object);
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            ((Clerk) service).released();
        }
    }

    private record ForEachInstance(ServiceFactory<Object> objects) implements PrototypeServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            return objects.getService(bundle, registration);
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            objects.ungetService(bundle, registration, service);
        }
    }
}
