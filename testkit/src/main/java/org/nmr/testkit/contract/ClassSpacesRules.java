// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleClassLoader;
import org.nmr.testkit.ModuleHarness;

/** One NPI id, but other classes: such a pair is never proposed, instead of a {@code ClassCastException} in a call. */
abstract class ClassSpacesRules extends Rules {
    ClassSpacesRules(ModuleHarness harness) {
        super(harness);
    }

    /** The NPI as a bundle sees it that has the provider's dispatch type in itself. */
    private static Npi<?, ?> copy() throws ClassNotFoundException {
        Class<?> copied = new ModuleClassLoader(ProviderCalls.class).loadClass(ProviderCalls.class.getName());
        assertNotSame(ProviderCalls.class, copied);
        return Npi.of(NPI.id(), ClientCalls.class, copied);
    }

    @Test
    @Clause("C-9, C-11")
    void registerProvider_dispatchTypeOfAnotherLoader_isNotProposed() throws Exception {
        client.register();
        harness.module("q").registerProvider(ProviderCharacteristics.of(copy(), proposal -> {
            history.record("q.attachClient");
            return Answer.accept(BindingContext.NONE);
        }));
        history.assertNothing();

        provider.register();
        history.assertHistory(ATTACHED);
    }

    @Test
    @Clause("C-9, C-11")
    void registerClient_dispatchTypeOfAnotherLoader_isNotProposed() throws Exception {
        provider.register();
        harness.module("d")
                .registerClient(ClientCharacteristics.of(copy(), proposal -> history.record("d.attachProvider")));
        history.assertNothing();

        client.register();
        history.assertHistory(ATTACHED);
    }
}
