// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ProviderProposal;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** What modules do wrong fails at once, says what, and disturbs nobody: section (b) of the contract. */
class MisuseTest {
    private static final Class<IllegalStateException> WRONG_STATE = IllegalStateException.class;
    private static final Class<IllegalArgumentException> WRONG_ARGUMENT = IllegalArgumentException.class;

    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private void attach() {
        provider.register();
        client.register();
    }

    private ScriptedModule<?> module(String name) {
        return name.equals("c") ? client : provider;
    }

    @Test
    @Clause("A-22, C-10, A-16")
    void attach_badArguments_failAndTheProviderIsNotAsked() {
        client.onProposal(proposal -> {
            assertFails(NullPointerException.class, () -> proposal.attach(null), "c", "p", "BindingContext", "null");
            assertFails(
                    NullPointerException.class,
                    () -> proposal.attach(null, client.dispatch()),
                    "BindingContext",
                    "null");
            assertFails(
                    NullPointerException.class,
                    () -> proposal.attach(BindingContext.NONE, null),
                    "c",
                    "dispatch",
                    "null");
            assertFails(WRONG_ARGUMENT, () -> proposal.attach(BindingContext.NONE), "c", "ClientCalls", "none");
            assertFails(WRONG_ARGUMENT, () -> attachRaw(proposal, "text"), "c", "ClientCalls", "String");
            assertEquals(0, world.history.count("p.attachClient(c)"));
            client.attach(proposal);
        });
        attach();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static AttachResult attachRaw(ProviderProposal proposal, Object dispatch) {
        return proposal.attach(BindingContext.NONE, dispatch);
    }

    @Test
    @Clause("A-22, B-19")
    void attach_againAfterSuccess_failsAndTheProviderIsNotAsked() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            assertFails(
                    WRONG_STATE, () -> proposal.attach(BindingContext.NONE, client.dispatch()), "c", "p", "expected");
        });
        attach();

        assertEquals(1, world.history.count("p.attachClient(c)"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause("A-22, B-19, C-76, C-98")
    void attach_afterTheCallbackReturned_fails(boolean attached) {
        AtomicReference<ProviderProposal<ClientCalls, ProviderCalls>> kept = new AtomicReference<>();
        client.onProposal(proposal -> {
            kept.set(proposal);
            if (attached) {
                client.attach(proposal);
            }
        });
        attach();
        world.history.clear();
        assertFails(WRONG_STATE, () -> kept.get().attach(BindingContext.NONE, client.dispatch()), "c", "p", "expected");

        world.history.assertNothing();
    }

    @Test
    @Clause("A-22, B-19")
    void attach_onAnotherThread_fails() {
        client.onProposal(proposal -> world.elsewhere(() -> assertFails(
                WRONG_STATE, () -> proposal.attach(BindingContext.NONE, client.dispatch()), "c", "p", "thread")));
        attach();

        world.history.assertHistory("c.attachProvider(p)");
    }

    @Test
    @Clause("A-22, C-176")
    void attach_insideTheProvidersCallback_fails() {
        AtomicReference<ProviderProposal<ClientCalls, ProviderCalls>> kept = new AtomicReference<>();
        client.onProposal(proposal -> {
            kept.set(proposal);
            client.attach(proposal);
        });
        provider.onProposal(proposal -> {
            assertFails(
                    WRONG_STATE, () -> kept.get().attach(BindingContext.NONE, client.dispatch()), "c", "p", "expected");
            return provider.accept(proposal);
        });
        attach();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
    }

    @Test
    @Clause("A-17, B-21, A-24")
    void accept_withoutTheDispatchOfTheNpi_isAFailureOfThisTry() {
        List<AttachResult> results = new ArrayList<>();
        client.onProposal(proposal -> results.add(client.attach(proposal)));
        provider.onProposal(proposal -> Answer.accept(BindingContext.NONE));
        attach();

        assertEquals("c.failed(p)", world.history.events().get(2));
        assertTrue(results.get(0).reason().contains("ProviderCalls"), results::toString);
        world.log.takeWarning("c", "p", "ProviderCalls", "none");
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"})
    @Clause("B-21, A-24, C-93")
    void accept_dispatchOfAWrongType_isAFailureOfThisTry() {
        provider.onProposal(proposal -> (Answer) Answer.accept(
                new BindingContext() {
                    @Override
                    public void cleanup() {
                        world.fault("cleanup of a pair that was not attached");
                    }
                },
                "text"));
        attach();
        provider.close();

        assertEquals("c.failed(p)", world.history.events().get(2));
        world.log.takeWarning("c", "p", "ProviderCalls", "String");
    }

    @Test
    @Clause("C-97, C-98, C-44, A-19")
    void binding_beforeThePairIsAttached_fails() {
        client.onProposal(proposal -> {
            assertFails(WRONG_STATE, () -> proposal.binding().dispatch(), "client", "c", "p", "PROPOSED");
            assertFails(WRONG_STATE, () -> proposal.binding().detachComplete(), "client", "c", "p", "PROPOSED");
            client.attach(proposal);
        });
        provider.onProposal(proposal -> {
            assertFails(WRONG_STATE, () -> proposal.binding().detachComplete(), "provider", "c", "p", "ASKING");
            return provider.accept(proposal);
        });
        attach();

        assertEquals(1, world.history.count("c.attached(p)"));
    }

    @Test
    @Clause("C-98, B-22, C-83")
    void binding_ofARefusedTry_isWithoutUse() {
        AtomicReference<Binding<ClientCalls>> kept = new AtomicReference<>();
        provider.onProposal(proposal -> {
            kept.set(proposal.binding());
            return Answer.refuse("no");
        });
        attach();

        assertFails(WRONG_STATE, () -> kept.get().dispatch(), "p", "c");
        assertFails(WRONG_STATE, () -> kept.get().detachComplete(), "p", "c");
        assertEquals("c", kept.get().peer().owner().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("B-9, C-129, C-132")
    void detachComplete_afterAnswerComplete_fails(String side) {
        attach();
        module(side.equals("c") ? "p" : "c").detachesLater();
        client.deregister();
        assertFails(WRONG_STATE, () -> module(side).context().complete(), "c", "p", "expected");

        module(side.equals("c") ? "p" : "c").context().complete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("B-10, C-132")
    void detachComplete_twice_failsTheSecondTime(String side) {
        attach();
        client.detachesLater();
        provider.detachesLater();
        client.deregister();
        module(side).context().complete();
        assertFails(WRONG_STATE, () -> module(side).context().complete(), "c", "p", "expected");

        module(side.equals("c") ? "p" : "c").context().complete();
        assertFails(WRONG_STATE, () -> module(side).context().complete(), "c", "p", "expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("B-10, B-11, C-132, A-19")
    void detachComplete_twiceBeforeDetach_failsTheSecondTime(String side) {
        attach();
        module(side).context().complete();
        assertFails(WRONG_STATE, () -> module(side).context().complete(), "c", "p", "expected");

        world.log.takeWarning("c", "p");
    }

    @Test
    @Clause("B-18, A-20")
    void detachComplete_ofADisownedSide_fails() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            throw new IllegalArgumentException("no");
        });
        attach();
        assertFails(WRONG_STATE, () -> client.context().complete(), "c", "p", "expected");

        world.log.takeWarning("c", "p");
    }

    @Test
    @Clause("A-5, B-3, B-4")
    void deregister_twice_failsWithoutSideEffects() {
        attach();
        provider.detachesLater();
        Deregistration end = client.deregister();
        assertFails(WRONG_STATE, client::deregister, "client", "c", "test.npi", "expected");
        assertEquals(1, world.history.count("p.detach(c)"));

        provider.context().complete();
        assertTrue(end.isComplete());
        assertFails(WRONG_STATE, client::deregister, "client", "c", "test.npi", "expected");
    }

    @Test
    @Clause("C-152")
    void await_null_fails() {
        client.register();
        Deregistration end = client.deregister();

        assertFails(NullPointerException.class, () -> end.await(null), "c", "expected", "null");
    }

    @Test
    @Clause("A-25, C-96")
    void misuse_ofOneModule_othersGoOn() {
        ScriptedProvider<ClientCalls, ProviderCalls> bad = world.provider("bad");
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        bad.onProposal(proposal -> null);
        bad.register();
        attach();
        other.register();

        assertEquals("p got x", other.context(provider).dispatch().tellProvider("x"));
        assertEquals("p got x", client.context(provider).dispatch().tellProvider("x"));
        provider.onDetach(context -> {
            world.fault("a module was detached for another one's fault");
            return DetachStatus.COMPLETE;
        });
        bad.close();
        provider.onDetach(context -> DetachStatus.COMPLETE);
        world.log.takeAll();
    }
}
