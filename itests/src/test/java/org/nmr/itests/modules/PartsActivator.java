// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle with one module for each of its roles; the test can unload each. What is left at the stop is forgotten. */
public final class PartsActivator implements BundleActivator {
    private ScriptedModule module;

    @Override
    public void start(BundleContext context) {
        module = ScriptedModule.of(context);
        NetworkModuleRegistrar registrar =
                context.getService(context.getServiceReference(NetworkModuleRegistrar.class));
        for (String role : module.roles().text().split(",", -1)) {
            String label = role.split(":", -1)[1];
            ModuleRegistrations part = registrar.openModule(label);
            module.roles().only(role).register(part);
            module.scenario().offer(label + " unloads", () -> {
                part.close();
                module.scenario().record(label + " unloaded");
            });
        }
    }

    @Override
    public void stop(BundleContext context) {
        module.scenario().ask(module.name() + " stopped");
    }
}
