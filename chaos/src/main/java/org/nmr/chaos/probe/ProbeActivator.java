// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nmr.chaos.shared.Probe;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Publishes the probe; it asks whichever registrar is there. */
public final class ProbeActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(Probe.class, new RuntimeProbe(context), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    private record RuntimeProbe(BundleContext context) implements Probe {
        @Override
        public String remains(long bundle) {
            return ask(runtime -> remains(runtime.getRegistrar(), bundle));
        }

        @Override
        public String picture() {
            return ask(runtime -> runtime.getRegistrar() + "\n" + runtime.getUnloads());
        }

        private String ask(Function<RegistrarRuntime, String> question) {
            ServiceReference<RegistrarRuntime> reference = context.getServiceReference(RegistrarRuntime.class);
            RegistrarRuntime runtime = reference == null ? null : context.getService(reference);
            if (runtime == null) {
                return ""; // the registrar is being restarted
            }
            try {
                return question.apply(runtime);
            } finally {
                context.ungetService(reference);
            }
        }

        private static String remains(RegistrarDTO registrar, long bundle) {
            List<Object> found = new ArrayList<>();
            registrar.registrations.stream()
                    .filter(each -> each.owner.bundle == bundle || each.bindings < 0)
                    .forEach(found::add);
            registrar.bindings.stream()
                    .filter(each -> isOf(each.client.owner, bundle) || isOf(each.provider.owner, bundle))
                    .forEach(found::add);
            registrar.bindings.stream().filter(RuntimeProbe::isNegative).forEach(found::add);
            registrar.unloads.stream().filter(each -> isOf(each.owner, bundle)).forEach(found::add);
            return found.isEmpty() ? "" : found.toString();
        }

        private static boolean isOf(OwnerDTO owner, long bundle) {
            return owner.bundle == bundle;
        }

        private static boolean isNegative(BindingDTO binding) {
            return binding.client.calls < 0 || binding.provider.calls < 0;
        }
    }
}
