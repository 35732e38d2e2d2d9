// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.bundle;

import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.osgi.framework.BundleContext;

/** The peers of the measured module: as many providers as the framework property says. */
public final class PeersActivator extends NetworkModuleActivator {
    private int bindings;

    @Override
    public void start(BundleContext context) throws Exception {
        bindings = Integer.parseInt(context.getProperty("benchmark.bindings"));
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        for (int i = 0; i < bindings; i++) {
            nmr.registerProvider(ProviderCharacteristics.of(
                    Npi.of("org.nmr.idle", Runnable.class), proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        }
    }
}
