// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Registers the roles that its bundle's manifest gives; if they require a provider, publishes a service while they have
 * it.
 */
record ScriptedModule(Scenario scenario, String name, Roles roles) implements NetworkModule {
    static ScriptedModule of(BundleContext context) {
        Scenario scenario = context.getService(context.getServiceReference(Scenario.class));
        Bundle bundle = context.getBundle();
        return new ScriptedModule(scenario, bundle.getSymbolicName(), Roles.of(bundle, scenario));
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        roles.register(nmr);
        if (roles.selection().isRequired()) {
            nmr.whileSatisfied(Follower.service(
                    FrameworkUtil.getBundle(ScriptedModule.class).getBundleContext(),
                    Runnable.class,
                    () -> scenario.record(name + " serves")));
        }
        scenario.offer(name + " unloads itself", nmr::close);
        scenario.ask(name + " registered");
    }
}
