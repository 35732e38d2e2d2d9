// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.registrar;

import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;

/** A bundle with one client. */
public final class RestartedModule extends NetworkModuleActivator {
    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(CounterpartModule.NPI, proposal -> {
            var unused = proposal.attach(BindingContext.NONE);
        }));
    }
}
