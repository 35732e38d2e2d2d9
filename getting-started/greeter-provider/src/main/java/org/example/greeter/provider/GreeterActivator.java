package org.example.greeter.provider;

import org.example.greeter.Greeter;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.ProviderCharacteristics;

public final class GreeterActivator extends NetworkModuleActivator {
    @Override
    public void register(ModuleRegistrations nmr) {
        Greeter greeter = new PoliteGreeter();
        nmr.registerProvider(
                ProviderCharacteristics.of(Greeter.NPI, client -> Answer.accept(BindingContext.NONE, greeter)));
    }
}
