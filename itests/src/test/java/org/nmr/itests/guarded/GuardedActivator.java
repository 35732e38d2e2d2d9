// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.guarded;

import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Does what the bundle's name says, as far as it may, and prints what has become of it. */
public final class GuardedActivator implements BundleActivator {
    private static final Npi<Void, Runnable> NPI = Npi.of("guarded", Runnable.class);

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        switch (name.replaceAll("-.*", "")) {
            case "provider" ->
                registrar(context)
                        .registerProvider(ProviderCharacteristics.of(
                                NPI,
                                client -> Answer.accept(
                                        BindingContext.NONE, () -> System.out.println(name + " was called"))));
            case "client" -> registrar(context).registerClient(ClientCharacteristics.of(NPI, GuardedActivator::call));
            case "publisher" ->
                context.registerService(NetworkModule.class, nmr -> System.out.println(name + " was loaded"), null);
            default ->
                System.out.println(
                        name + " sees " + context.getServiceReference("org.nmr.diagnostics.RegistrarRuntime"));
        }
    }

    private static NetworkModuleRegistrar registrar(BundleContext context) {
        ServiceReference<NetworkModuleRegistrar> reference = context.getServiceReference(NetworkModuleRegistrar.class);
        if (reference == null) {
            throw new IllegalStateException("no registrar is to be seen");
        }
        return context.getService(reference);
    }

    private static void call(ProviderProposal<Void, Runnable> proposal) {
        if (proposal.attach(BindingContext.NONE).attached()) {
            proposal.binding().dispatch().run();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // what is registered by hand is unloaded by the registrar
    }
}
