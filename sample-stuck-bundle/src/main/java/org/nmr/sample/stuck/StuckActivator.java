// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.stuck;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.ProviderCharacteristics;
import org.nmr.sample.datagram.DatagramNpi;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The module as a bundle, with the command that lets the call return. */
public final class StuckActivator extends NetworkModuleActivator {
    /** Set from the first {@link #start}. */
    private @Nullable StuckProvider provider;

    /** For the framework. */
    public StuckActivator() {}

    @Override
    public void start(BundleContext context) throws Exception {
        provider = new StuckProvider();
        // Gogo finds the method by its name. The framework withdraws the service only after stop() has returned.
        context.registerService(
                StuckProvider.class,
                provider,
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", "stuck", "osgi.command.function", "release")));
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        StuckProvider ready = Objects.requireNonNull(provider, "register: expected a started bundle");
        nmr.registerProvider(ProviderCharacteristics.of(DatagramNpi.NPI, ready));
    }
}
