// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderProposal;
import org.nmr.testkit.Clause;
import org.nmr.testkit.LeakCheck;
import org.nmr.testkit.ModuleClassLoader;
import org.nmr.testkit.ModuleHarness;

/** What has ended can be collected, whatever the other side keeps: sections 6 and 10 of the contract. */
abstract class LeaksRules extends Rules {
    LeaksRules(ModuleHarness harness) {
        super(harness);
    }

    /** A whole provider module in one class, so that whoever keeps a part of it keeps its class loader. */
    static final class ForeignProvider
            implements ProviderModule<ClientCalls, ProviderCalls>, BindingContext, ProviderCalls {
        @Override
        public Answer<ProviderCalls> attachClient(ClientProposal<ClientCalls> proposal) {
            return Answer.accept(this, this);
        }

        @Override
        public String tellProvider(String what) {
            return "foreign " + what;
        }
    }

    /** The same for a client. */
    static final class ForeignClient implements ClientModule<ClientCalls, ProviderCalls>, BindingContext, ClientCalls {
        @Override
        public void attachProvider(ProviderProposal<ClientCalls, ProviderCalls> proposal) {
            if (!proposal.attach(this, this).attached()) {
                throw new AssertionError("expected to be attached");
            }
            proposal.binding().dispatch().tellProvider("x");
        }

        @Override
        public String tellClient(String what) {
            return "foreign " + what;
        }
    }

    private final LeakCheck leaks = new LeakCheck();

    @SuppressWarnings("unchecked") // the type of the class is what it was loaded for
    private <T> T foreign(Class<? extends T> original, Class<?> type) throws ReflectiveOperationException {
        ModuleClassLoader loader = leaks.watch("the class loader", new ModuleClassLoader(original));
        T module = (T) loader.create((Class<Object>) original, (Class<Object>) type);
        return leaks.watch("the module, its context and dispatch", module);
    }

    private void providerComesAndGoes() throws ReflectiveOperationException {
        ProviderModule<ClientCalls, ProviderCalls> module = foreign(ForeignProvider.class, ProviderModule.class);
        ModuleRegistrations nmr = harness.open("foreign").openModule("foreign");
        nmr.registerProvider(ProviderCharacteristics.of(NPI, module));
        assertEquals("foreign x", client.peer().tellProvider("x"));
        nmr.close();
    }

    private void clientComesAndGoes() throws ReflectiveOperationException {
        ClientModule<ClientCalls, ProviderCalls> module = foreign(ForeignClient.class, ClientModule.class);
        ModuleRegistrations nmr = harness.open("foreign").openModule("foreign");
        nmr.registerClient(ClientCharacteristics.of(NPI, module));
        assertEquals("foreign y", provider.peer().tellClient("y"));
        nmr.close();
    }

    @Test
    @Clause("C-146, C-155, C-181, C-184")
    void unload_provider_itsClassLoaderIsCollectedWhileTheClientKeepsItsSide() throws Exception {
        client.register();
        providerComesAndGoes();
        leaks.assertCollected();
        assertEquals("foreign", client.context().peerName());
    }

    @Test
    @Clause("C-146, C-155, C-181, C-183")
    void unload_client_itsClassLoaderIsCollectedWhileTheProviderKeepsItsSide() throws Exception {
        provider.register();
        clientComesAndGoes();
        leaks.assertCollected();
        assertEquals("foreign", provider.context().peerName());
    }
}
