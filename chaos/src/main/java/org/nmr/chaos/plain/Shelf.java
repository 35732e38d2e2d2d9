// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.service.Desk;
import org.nmr.chaos.shared.Count;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** Gets and releases a service for each call. */
record Shelf(Branch branch) implements Source {
    @Override
    public @Nullable Loan get(SplittableRandom random) {
        List<ServiceReference<Desk>> all = all();
        if (all.isEmpty()) {
            return null;
        }
        ServiceReference<Desk> reference = all.get(random.nextInt(all.size()));
        boolean isPrototype = Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE));
        Loan loan = isPrototype ? instance(reference) : shared(reference);
        if (loan == null) {
            branch.ledger().count(Count.NOT_GOT);
        }
        return loan;
    }

    private List<ServiceReference<Desk>> all() {
        try {
            return branch.context().getServiceReferences(Desk.class, null).stream()
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("there is no filter", impossible);
        } catch (NullPointerException thrown) {
            if (thrown.getStackTrace()[0].getClassName().equals("org.apache.felix.framework.util.Util")) {
                return List.of(); // Felix has found services of a bundle that another thread uninstalls just now
            }
            throw thrown;
        }
    }

    private @Nullable Loan shared(ServiceReference<Desk> reference) {
        BundleContext context = branch.context();
        Desk desk = context.getService(reference);
        return desk == null ? null : new Loan(desk, () -> context.ungetService(reference));
    }

    private @Nullable Loan instance(ServiceReference<Desk> reference) {
        ServiceObjects<Desk> objects = branch.context().getServiceObjects(reference);
        Desk desk = objects == null ? null : objects.getService();
        return desk == null ? null : new Loan(desk, () -> release(objects, desk));
    }

    /** Felix takes the objects of a service back before its reference tells that the service is gone. */
    private void release(ServiceObjects<Desk> objects, Desk desk) {
        try {
            objects.ungetService(desk);
        } catch (IllegalArgumentException unknown) {
            branch.ledger().count(Count.OBJECTS_TAKEN_BACK);
        }
    }

    @Override
    public void close() {
        // each thread releases what it has got
    }
}
