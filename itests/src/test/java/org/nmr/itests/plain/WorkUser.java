// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.osgi.service.component.ComponentContext;

/** A component that uses the service, in the way that its description says. */
public final class WorkUser {
    private final List<Work> bound = new CopyOnWriteArrayList<>();
    private volatile Scenario scenario;
    private String name = "?";

    void bind(Work work) {
        bound.add(work);
    }

    void unbind(Work work) {
        tell("released " + work.on("goodbye"));
        bound.remove(work);
    }

    void activate(ComponentContext context) {
        scenario =
                context.getBundleContext().getService(context.getBundleContext().getServiceReference(Scenario.class));
        name = context.getBundleContext().getBundle().getSymbolicName();
        tell("activated");
        scenario.offerAgain(name + " works", () -> bound.forEach(work -> tell(work.on("a call"))));
    }

    void deactivate() {
        tell("deactivated");
    }

    private void tell(String what) {
        if (scenario != null) {
            scenario.record(name + " " + what);
        }
    }
}
