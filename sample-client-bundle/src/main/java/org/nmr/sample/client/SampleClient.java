// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderProposal;
import org.nmr.RequireNetworkModuleRegistrar;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The module as a component: a published {@link NetworkModule} is registered.
 *
 * <p>Declarative Services withdraws the service before it deactivates the component, and withdrawing waits until the
 * module is unloaded. So {@link #deactivate} finds no binding left. The same happens when the configuration changes.
 *
 * <p>Attaches to every provider it is proposed, and uses them in turn.
 */
@RequireNetworkModuleRegistrar
@Component(service = NetworkModule.class, immediate = true, configurationPid = "org.nmr.sample.client")
public final class SampleClient implements NetworkModule {
    private final Statistics statistics = new Statistics();
    private final ProviderBindings bindings = new ProviderBindings();
    private final Senders senders;

    /**
     * Starts the senders, which wait for a provider.
     *
     * @param context the bundle's context
     * @param settings the configuration
     * @throws IllegalArgumentException if the number of senders is not a positive one
     */
    @Activate
    public SampleClient(BundleContext context, Settings settings) {
        int threads = SenderCount.of(settings, context);
        statistics.publish(context);
        senders = new Senders(bindings, threads);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(DatagramNpi.NPI, this::attachProvider));
    }

    /**
     * Attaches to a provider. The senders get the binding only when it is attached; it does not
     * detach before this method has returned.
     */
    private void attachProvider(ProviderProposal<DatagramClient, DatagramProvider> proposal) {
        ProviderBinding binding = new ProviderBinding(proposal.binding(), bindings, statistics);
        if (proposal.attach(binding, binding).attached()) {
            statistics.attached().increment();
            bindings.add(binding);
        }
    }

    /** Ends the senders, after the unload; then nothing of this module runs. */
    @Deactivate
    public void deactivate() {
        statistics.end();
        senders.close();
        statistics.withdraw();
    }

    @Override
    public String toString() {
        return "sample client";
    }
}
