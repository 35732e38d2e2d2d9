// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.Answer;
import org.nmr.ClientRegistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.Selection;
import org.nmr.Selection.Cardinality;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Clients that require a provider: who is told that there is one, and when. */
class RequirementTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final ScriptedClient<ClientCalls, ProviderCalls> client = requiring("c", Selection.ALL);

    private ScriptedClient<ClientCalls, ProviderCalls> requiring(String name, Selection selection) {
        ScriptedClient<ClientCalls, ProviderCalls> requiring = world.client(name);
        requiring.selection(selection.required());
        return requiring;
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> registered(String name) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
        provider.register();
        return provider;
    }

    private static boolean isSatisfied(ScriptedClient<ClientCalls, ProviderCalls> client) {
        boolean satisfied = ((ClientRegistration) client.registration()).isSatisfied();
        assertEquals(satisfied, client.module().isSatisfied(), "the only client of its module");
        return satisfied;
    }

    private RegistrationDTO dto(String role) {
        return new Diagnostics(world.registrar)
                .getRegistrar().registrations.stream()
                        .filter(each -> each.role.equals(role))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void required_ofASelection_selectsTheSameProviders() {
        assertEquals(
                new Selection("(a=1)", Cardinality.ONE, true),
                Selection.best("(a=1)").required());
        assertEquals(new Selection("", Cardinality.ALL, true), Selection.ALL.required());
        assertEquals(Selection.best(), new Selection("", Cardinality.ONE));
        assertFalse(Selection.all("(a=1)").isRequired());
    }

    @ParameterizedTest
    @EnumSource(Cardinality.class)
    void isSatisfied_providersComeAndGo_tellsWhetherOneIsThere(Cardinality cardinality) {
        client.selection(new Selection("", cardinality, /* isRequired= */ true));
        client.register();
        assertFalse(isSatisfied(client));

        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first");
        assertTrue(isSatisfied(client));

        ScriptedProvider<ClientCalls, ProviderCalls> second = registered("second");
        first.close();
        assertTrue(isSatisfied(client));

        second.close();
        assertFalse(isSatisfied(client));

        registered("third");
        assertTrue(isSatisfied(client));
    }

    /** What a client requires changes neither who is proposed, nor to whom, nor in which order [C-64, C-69]. */
    @ParameterizedTest
    @EnumSource(Cardinality.class)
    void register_requiredOrNot_isProposedTheSame(Cardinality cardinality) {
        List<List<String>> histories = new ArrayList<>();
        for (boolean isRequired : new boolean[] {false, true}) {
            try (World own = new World()) {
                histories.add(proposals(own, new Selection("", cardinality, isRequired)));
            }
        }
        assertEquals(histories.get(0), histories.get(1));
        assertTrue(histories.get(0).size() > 10);
    }

    private static List<String> proposals(World own, Selection selection) {
        ScriptedProvider<ClientCalls, ProviderCalls> shy = own.provider("shy");
        shy.onProposal(proposal -> Answer.refuse("shy"));
        shy.characteristic(ProviderCharacteristics.RANKING, 7);
        shy.register();
        ScriptedProvider<ClientCalls, ProviderCalls> first = own.provider("first");
        first.register();
        ScriptedClient<ClientCalls, ProviderCalls> client = own.client("c");
        client.selection(selection);
        client.register();
        own.provider("second").register();
        first.close();
        own.provider("third").register();
        client.close();
        own.provider("late").register();
        return own.history.events();
    }

    @Test
    void isSatisfied_nothingRequired_isTrueUntilTheEndBegins() {
        client.selection(Selection.ALL);
        client.register();
        assertTrue(isSatisfied(client));
        client.module().close();
        assertFalse(isSatisfied(client));
    }

    @Test
    void isSatisfied_whileAttachProviderRuns_isFalse() {
        List<Boolean> seen = new ArrayList<>();
        client.register();
        client.onProposal(proposal -> {
            client.attach(proposal);
            seen.add(isSatisfied(client));
        });
        registered("p");
        assertEquals(List.of(false), seen);
        assertTrue(isSatisfied(client));
    }

    @Test
    void isSatisfied_insideTheDetachOfTheLastProvider_isFalse() {
        List<Boolean> seen = new ArrayList<>();
        client.onDetach(context -> {
            seen.add(isSatisfied(client));
            return DetachStatus.COMPLETE;
        });
        client.register();
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first");
        ScriptedProvider<ClientCalls, ProviderCalls> second = registered("second");
        first.close();
        second.close();
        assertEquals(List.of(true, false), seen);
    }

    @Test
    void isSatisfied_onlyBindingEndsAlone_isFalse() {
        client.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = registered("p");
        client.context(provider).binding().detach();
        assertFalse(isSatisfied(client));
        registered("q");
        assertTrue(isSatisfied(client));
    }

    @Test
    void isSatisfied_providerRefusesOrClientFails_isFalse() {
        client.register();
        ScriptedProvider<ClientCalls, ProviderCalls> refusing = world.provider("refusing");
        refusing.onProposal(proposal -> Answer.refuse("no"));
        refusing.register();
        assertFalse(isSatisfied(client));

        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown(); // disowned
            throw new IllegalStateException("after attach");
        });
        registered("p");
        assertFalse(isSatisfied(client));
        world.log.takeWarning("attachProvider", "failed");
    }

    @Test
    void isSatisfied_providerEndsInsideAttachProvider_isFalse() {
        client.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        client.onProposal(proposal -> {
            client.attach(proposal);
            provider.module().unload();
        });
        provider.register();
        assertFalse(isSatisfied(client));
    }

    @Test
    void isSatisfied_moduleWithSeveralClients_isTrueWhenEachHasAProvider() {
        ScriptedClient<ClientCalls, ProviderCalls> other = requiring("d", Selection.best());
        other.npi(World.OTHER_NPI);
        ModuleRegistrations module = world.module("m");
        client.in(module);
        other.in(module);
        client.register();
        other.register();
        registered("p");
        assertFalse(module.isSatisfied());

        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("q");
        provider.npi(World.OTHER_NPI);
        provider.register();
        assertTrue(module.isSatisfied());

        provider.close();
        assertFalse(module.isSatisfied());

        other.deregister(); // requires nothing any more
        assertTrue(module.isSatisfied());
    }

    @Test
    void isSatisfied_whileRegisterRuns_isFalse() throws Exception {
        List<Boolean> seen = new ArrayList<>();
        LiveModule module = world.module("m");
        assertTrue(module.isSatisfied());
        module.load(nmr -> {
            client.in(nmr);
            client.register();
            registered("p");
            seen.add(module.isSatisfied());
        });
        assertEquals(List.of(false), seen);
        assertTrue(module.isSatisfied());
    }

    @Test
    void isSatisfied_registerHasFailed_staysFalse() {
        LiveModule module = world.module("m");
        assertThrows(
                IllegalArgumentException.class,
                () -> module.load(nmr -> {
                    throw new IllegalArgumentException("register");
                }));
        assertFalse(module.isSatisfied());
    }

    @Test
    void diagnostics_requiredProvider_tellsSinceWhenThereIsNone() {
        client.register();
        timing.pass(3);
        RegistrationDTO without = dto("client");
        assertTrue(without.required);
        assertFalse(without.satisfied);
        assertEquals(3000, without.unsatisfiedMillis);

        ScriptedProvider<ClientCalls, ProviderCalls> provider = registered("p");
        RegistrationDTO with = dto("client");
        assertTrue(with.required && with.satisfied);
        assertEquals(-1, with.unsatisfiedMillis);
        assertFalse(dto("provider").required);
        assertTrue(dto("provider").satisfied);

        provider.close();
        timing.pass(1);
        assertEquals(1000, dto("client").unsatisfiedMillis);
    }

    @Test
    void diagnostics_endingClient_isNotSatisfiedAndLacksNothing() {
        client.register();
        registered("p");
        client.detachesLater();
        client.module().unload();
        RegistrationDTO ending = dto("client");
        assertTrue(ending.ending && ending.required);
        assertFalse(ending.satisfied);
        assertEquals(-1, ending.unsatisfiedMillis);
        client.context().complete();
    }
}
