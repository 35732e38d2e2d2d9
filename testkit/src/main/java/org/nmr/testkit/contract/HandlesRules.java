// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;

/** What a module may know and do with its own registrations, also inside its attach callbacks. */
abstract class HandlesRules extends Rules {
    HandlesRules(ModuleHarness harness) {
        super(harness);
    }

    private final List<Registration> told = new ArrayList<>();

    @Test
    @Clause("A-2, C-21, C-68")
    void registration_inTheProposals_isTheHandle() {
        client.onProposal(proposal -> {
            told.add(proposal.registration());
            client.attach(proposal);
        });
        provider.onProposal(proposal -> {
            told.add(proposal.registration());
            return provider.accept(proposal);
        });
        provider.register();
        client.register();

        assertEquals(List.of(client.registration(), provider.registration()), told);
    }

    @Test
    @Clause("A-13, C-21, C-195")
    void registration_ofOneObjectThatIsRegisteredTwice_tellsWhichOneIsAsked() {
        List<Integer> asked = new ArrayList<>();
        ClientModule<ClientCalls, ProviderCalls> twice = proposal -> {
            asked.add(proposal.registration().instance().number());
            assertTrue(proposal.attach(BindingContext.NONE, what -> what).attached(), "expected the client to attach");
        };
        ModuleRegistrations module = harness.module("m");
        RegistrationInstance instance = RegistrationInstance.of(NPI);
        module.registerClient(new ClientCharacteristics<>(NPI, instance.withNumber(1), twice));
        module.registerClient(new ClientCharacteristics<>(NPI, instance.withNumber(2), twice));
        provider.register();

        assertEquals(List.of(1, 2), asked.stream().sorted().toList());
    }

    @Test
    @Clause("A-2, A-9, A-10, C-68, C-162")
    void deregister_clientInsideItsAttachProvider_endsBeforeItHasTheHandle() {
        provider.register();
        provider("q").register();
        client.onProposal(proposal -> {
            client.attach(proposal);
            assertIncomplete(proposal.registration().deregister());
        });
        Registration handle = client.register();

        assertComplete(handle.end().orElseThrow());
        assertThrows(IllegalStateException.class, handle::deregister);
        history.assertCount(1, "c.cleanup(p)");
        history.assertCount(0, "c.attachProvider(q)");
    }

    @Test
    @Clause("A-2, A-9, A-10, A-14, C-162")
    void close_providerInsideItsAttachClient_isRefusedAndEndsBeforeItHasTheHandle() {
        client.register();
        client("d").register();
        provider.onProposal(proposal -> {
            Registration own = proposal.registration();
            assertThrows(IllegalStateException.class, () -> own.close(Duration.ZERO));
            assertTrue(own.isEnding(), "expected the registration to be ending");
            return provider.accept(proposal);
        });
        Registration handle = provider.register();

        assertComplete(handle.end().orElseThrow());
        history.assertCount(1, "c.cleanup(p)");
        history.assertCount(0, "p.attachClient(d)");
    }

    @Test
    @Clause("A-5, C-148, C-154")
    void end_begunByTheUnload_isThereAndLeavesTheHandleAsItIs() {
        attach();
        provider.detachesLater();
        assertFalse(client.registration().isEnding(), "expected the registration not to be ending");
        assertTrue(client.registration().end().isEmpty(), "expected the registration to have no end");
        Deregistration whole = client.module().unload();
        Deregistration end = client.registration().end().orElseThrow();
        assertTrue(client.registration().isEnding(), "expected the registration to be ending");
        assertTrue(client.module().isEnding(), "expected the module to be ending");
        assertIncomplete(end);
        assertIncomplete(client.module().end().orElseThrow());
        assertIncomplete(client.deregister());

        provider.context().complete();
        assertComplete(whole);
        assertComplete(end);
        assertComplete(client.module().end().orElseThrow());
    }

    @Test
    @Clause("C-161, C-164")
    void close_withALimit_tellsWhetherItIsComplete() {
        attach();
        provider.detachesLater();
        assertFalse(client.registration().close(Duration.ofMillis(1)), "expected the timeout of the wait");
        assertFalse(client.module().close(Duration.ZERO), "expected the timeout of the wait");

        provider.context().complete();
        assertTrue(client.registration().close(Duration.ZERO), "expected no wait, because the end is complete");
        assertTrue(client.module().close(Duration.ofMillis(1)), "expected no wait, because the end is complete");
        assertGone();
    }
}
