// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.osgi.framework.BundleContext;

/** The first way in: the bundle is the module. */
public final class ModuleActivator extends NetworkModuleActivator {
    private ScriptedModule module;

    @Override
    public void start(BundleContext context) throws Exception {
        module = ScriptedModule.of(context);
        super.start(context);
        module.scenario().ask(module.name() + " started");
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        module.register(nmr);
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        module.scenario().take(module.name() + " stopping");
        super.stop(context);
        module.scenario().ask(module.name() + " stopped");
    }
}
