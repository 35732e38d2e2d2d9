// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.util.List;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Registration;
import org.nmr.itests.shared.Reply;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The third way in: everything by hand. The script may make it forget to deregister. */
public final class HandActivator implements BundleActivator {
    private ScriptedModule module;
    private List<Registration> registrations;

    @Override
    public void start(BundleContext context) {
        module = ScriptedModule.of(context);
        ServiceReference<NetworkModuleRegistrar> reference = context.getServiceReference(NetworkModuleRegistrar.class);
        NetworkModuleRegistrar registrar = context.getService(reference);
        registrations = module.roles().register(registrar);
        module.scenario()
                .offer(module.name() + " registers again", () -> module.roles().register(registrar));
        module.scenario().offer(module.name() + " releases the registrar", () -> release(context, reference));
        module.scenario().ask(module.name() + " started");
    }

    private static void release(BundleContext context, ServiceReference<?> reference) {
        while (context.ungetService(reference)) {
            // once for each time it was got
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (module.scenario().ask(module.name() + " stopping") != Reply.FORGET) {
            List<Deregistration> ends = registrations.stream()
                    .map(registration -> registration.end().orElseGet(registration::deregister))
                    .toList();
            ends.forEach(Deregistration::await);
        }
        module.scenario().record(module.name() + " stopped");
    }
}
