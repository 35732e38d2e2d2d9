// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.managed;

import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.dm.Component;
import org.apache.felix.dm.DependencyActivatorBase;
import org.apache.felix.dm.DependencyManager;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.osgi.framework.BundleContext;

/** Declares a provider or a user of the service. */
public final class ManagedActivator extends DependencyActivatorBase {
    @Override
    public void init(BundleContext context, DependencyManager manager) {
        String name = context.getBundle().getSymbolicName();
        Scenario scenario = context.getService(context.getServiceReference(Scenario.class));
        switch (context.getBundle().getHeaders("").get("Itest-Role")) {
            case "provider" ->
                manager.add(createComponent()
                        .setInterface(Work.class.getName(), new Hashtable<>(Map.of("nmr.drain", "true")))
                        .setImplementation(new ManagedWorker(name, scenario)));
            case "required" -> manager.add(user(name, scenario, /* isRequired= */ true));
            case "optional" -> manager.add(user(name, scenario, /* isRequired= */ false));
            default -> throw new IllegalStateException("expected a role");
        }
    }

    private Component user(String name, Scenario scenario, boolean isRequired) {
        return createComponent()
                .setImplementation(new ManagedUser(name, scenario))
                .add(createServiceDependency()
                        .setService(Work.class)
                        .setRequired(isRequired)
                        .setCallbacks("bind", "unbind"));
    }
}
