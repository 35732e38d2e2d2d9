// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import org.nmr.NetworkModule;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The second way in: a published service is the module. The test can withdraw it; otherwise the framework does. */
public final class WhiteboardActivator implements BundleActivator {
    private ScriptedModule module;

    @Override
    public void start(BundleContext context) {
        module = ScriptedModule.of(context);
        ServiceRegistration<NetworkModule> service = context.registerService(NetworkModule.class, module, null);
        module.scenario().offer(module.name() + " withdraws", () -> {
            service.unregister();
            module.scenario().record(module.name() + " withdrawn");
        });
        module.scenario().record(module.name() + " started");
    }

    @Override
    public void stop(BundleContext context) {
        module.scenario().ask(module.name() + " stopped");
    }
}
