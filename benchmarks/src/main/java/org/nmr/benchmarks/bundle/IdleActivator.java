// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.bundle;

import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.Npi;
import org.nmr.ProviderProposal;
import org.osgi.framework.BundleContext;

/**
 * The measured module: one client with as many bindings as the framework property says, which calls nobody any more.
 */
public final class IdleActivator extends NetworkModuleActivator {
    private int bindings;
    private boolean used;
    private int attached;

    @Override
    public void start(BundleContext context) throws Exception {
        bindings = Integer.parseInt(context.getProperty("benchmark.bindings"));
        used = Boolean.parseBoolean(context.getProperty("benchmark.used"));
        attached = 0;
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(Npi.of("org.nmr.idle", Runnable.class), this::attachProvider));
        if (attached != bindings) {
            throw new IllegalStateException("expected " + bindings + " attached bindings, was " + attached);
        }
    }

    private void attachProvider(ProviderProposal<Void, Runnable> proposal) {
        if (proposal.attach(BindingContext.NONE).attached()) {
            attached++;
            if (used) {
                proposal.binding().enter().close();
            }
        }
    }
}
