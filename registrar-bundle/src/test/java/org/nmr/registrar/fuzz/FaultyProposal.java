// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.function.UnaryOperator;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientRegistration;
import org.nmr.ProviderProposal;
import org.nmr.RegistrationInstance;

/**
 * A proposal with a fault.
 *
 * @param context puts something between the registrar and the client's side
 * @param result changes what the client is told
 */
record FaultyProposal(
        ProviderProposal<String, String> sound,
        UnaryOperator<BindingContext> context,
        UnaryOperator<AttachResult> result)
        implements ProviderProposal<String, String> {
    @Override
    public ClientRegistration registration() {
        return sound.registration();
    }

    @Override
    public RegistrationInstance provider() {
        return sound.provider();
    }

    @Override
    public Binding<String> binding() {
        return sound.binding();
    }

    @Override
    public AttachResult attach(BindingContext own, String dispatch) {
        return result.apply(sound.attach(context.apply(own), dispatch));
    }

    @Override
    public AttachResult attach(BindingContext own) {
        return sound.attach(own);
    }
}
