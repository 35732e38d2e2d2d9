// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.osgi.service.component.ComponentContext;

/** A Declarative Services component that is a module; its description is in the bundle. */
public final class ModuleComponent implements NetworkModule {
    private ScriptedModule module;

    void activate(ComponentContext context) {
        module = ScriptedModule.of(context.getBundleContext());
        module.scenario().offer(module.name() + " disables itself", () -> context.disableComponent(module.name()));
        module.scenario().record(module.name() + " activated");
    }

    void deactivate() {
        module.scenario().ask(module.name() + " deactivated");
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        module.register(nmr);
    }
}
