// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.ProviderCharacteristics;
import org.nmr.sample.datagram.DatagramNpi;
import org.osgi.framework.BundleContext;

/** The module as a bundle: prepare, register; unload, release. */
public final class SampleProviderActivator extends NetworkModuleActivator {
    /** Set from the beginning of {@link #start} to the end of {@link #stop}. */
    private @Nullable UdpProvider provider;

    /** For the framework. */
    public SampleProviderActivator() {}

    @Override
    public void start(BundleContext context) throws Exception {
        Statistics statistics = new Statistics();
        statistics.publish(context);
        provider = new UdpProvider(statistics);
        try {
            super.start(context);
        } catch (Exception | Error e) {
            release();
            throw e;
        }
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        UdpProvider ready = Objects.requireNonNull(provider, "register: expected a started bundle");
        nmr.registerProvider(ProviderCharacteristics.of(DatagramNpi.NPI, ready));
    }

    /** Returns when no client uses this bundle any more, and none of its threads is left. */
    @Override
    public void stop(BundleContext context) throws Exception {
        try {
            super.stop(context);
        } finally {
            release();
        }
    }

    private void release() {
        UdpProvider released = provider;
        provider = null;
        if (released != null) {
            released.close();
        }
    }
}
