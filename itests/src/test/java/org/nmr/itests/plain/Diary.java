// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.osgi.service.component.ComponentContext;

/** Where a component that uses the service writes what happens. */
final class Diary {
    private final String name;
    private final Scenario scenario;

    Diary(ComponentContext context) {
        var bundle = context.getBundleContext();
        name = bundle.getBundle().getSymbolicName();
        scenario = bundle.getService(bundle.getServiceReference(Scenario.class));
    }

    void activated(Runnable works) {
        tell("activated");
        scenario.offerAgain(name + " works", works);
    }

    /** The service may still be called. */
    void deactivated(Work work) {
        tell("released " + work.on("goodbye"));
    }

    void tell(String what) {
        scenario.record(name + " " + what);
    }
}
