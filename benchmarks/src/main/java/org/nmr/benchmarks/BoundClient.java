// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.Registrar;

/**
 * A client that the registrar has attached to a provider.
 *
 * @param provider the provider's registration
 * @param binding the client's side
 */
record BoundClient(ProviderRegistration provider, Binding<Adder> binding) {
    private static final Npi<Void, Adder> NPI = Npi.of("org.nmr.bound", Adder.class);

    /** Registers both with a registrar of their own. */
    static BoundClient of(Adder dispatch) {
        LiveModule module = new Registrar(Environment.DEFAULT)
                .open(new Owner(1, "org.nmr.benchmarks", "1.0.0"))
                .openModule("module");
        ProviderRegistration provider = module.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, dispatch)));
        List<Binding<Adder>> bindings = new ArrayList<>();
        module.registerClient(ClientCharacteristics.of(NPI, proposal -> {
            if (proposal.attach(BindingContext.NONE).attached()) {
                bindings.add(proposal.binding());
            }
        }));
        return new BoundClient(provider, bindings.get(0));
    }
}
