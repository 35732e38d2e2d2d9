// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.ProviderCharacteristics;

/** A provider that accepts every client. */
public final class GreeterActivator extends NetworkModuleActivator {
    @Override
    public void register(ModuleRegistrations nmr) {
        Greeter greeter = name -> "Hello " + name;
        nmr.registerProvider(
                ProviderCharacteristics.of(Greeter.NPI, client -> Answer.accept(BindingContext.NONE, greeter)));
    }
}
