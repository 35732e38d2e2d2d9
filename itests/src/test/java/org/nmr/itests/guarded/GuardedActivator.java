// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.guarded;

import java.util.concurrent.CountDownLatch;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.UnloadPolicy;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Does what the bundle's name says, as far as it may, and prints what has become of it. */
public final class GuardedActivator implements BundleActivator {
    private static final Npi<Void, Runnable> NPI = Npi.of("guarded", Runnable.class);

    private Registration registration;

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
            case "waiting" -> registration = registrar(context).registerClient(waiting());
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

    /** Its end waits for a thread that does not return, reports that, and goes on without it. */
    private static ClientCharacteristics<Void, Runnable> waiting() {
        RegistrationInstance instance = RegistrationInstance.of(NPI)
                .withCharacteristic(UnloadPolicy.REPORT_AFTER, "PT0.1S")
                .withCharacteristic(UnloadPolicy.DEADLINE, "PT1S")
                .withCharacteristic(UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE);
        return new ClientCharacteristics<>(NPI, instance, GuardedActivator::remain);
    }

    private static void remain(ProviderProposal<Void, Runnable> proposal) {
        proposal.attach(BindingContext.NONE);
        CountDownLatch inside = new CountDownLatch(1);
        Thread thread = new Thread(() -> remainInside(proposal.binding(), inside), "remains inside");
        thread.setDaemon(true);
        thread.start();
        try {
            inside.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remainInside(Binding<Runnable> binding, CountDownLatch inside) {
        try (Call<Runnable> call = binding.enter()) {
            inside.countDown();
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (registration != null) {
            registration.close();
        } // what else is registered by hand is unloaded by the registrar
    }
}
