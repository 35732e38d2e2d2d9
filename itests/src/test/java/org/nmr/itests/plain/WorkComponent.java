// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.plain;

import org.nmr.itests.shared.Work;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;

/** A component that provides the service; its description is in the bundle. */
public final class WorkComponent implements Work {
    private Worker worker;

    void activate(ComponentContext context) {
        BundleContext bundle = context.getBundleContext();
        Worker made = new Worker(bundle);
        worker = made;
        made.scenario().record(made.name() + " activated");
        made.scenario().offer(made.name() + " disables itself", () -> context.disableComponent(made.name()));
    }

    void deactivate() {
        worker.close();
    }

    @Override
    public String on(String what) {
        return worker.on(what);
    }
}
