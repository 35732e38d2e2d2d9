// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import java.util.function.Supplier;
import org.nmr.itests.shared.Work;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bean that has the service from its Blueprint container, and shows it to the test. */
public final class BlueprintUser {
    private final ServiceRegistration<?> shown;

    /** The container makes it. */
    public BlueprintUser(BundleContext context, Work work) {
        Supplier<Work> supplier = () -> work;
        shown = context.registerService(Supplier.class, supplier, null);
    }

    /** The container calls it at its end. */
    public void destroy() {
        shown.unregister();
    }
}
