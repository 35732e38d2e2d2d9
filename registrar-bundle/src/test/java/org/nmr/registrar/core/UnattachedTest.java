// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;
import org.nmr.Selection;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Why nobody is attached: who or what keeps the two sides apart, and what to do. */
class UnattachedTest {
    private static final ClientModule<ClientCalls, ProviderCalls> ATTACHES = proposal -> {
        if (!proposal.attach(BindingContext.NONE, what -> what).attached()) {
            return; // it goes on searching
        }
    };

    private static final String ID = "org.example.npi";

    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);

    private void client(String name, String npi) {
        world.module(name).registerClient(ClientCharacteristics.of(npi(npi), ATTACHES));
    }

    private void client(String name, Selection selection) {
        world.module(name)
                .registerClient(ClientCharacteristics.of(npi(ID), ATTACHES).withSelection(selection));
    }

    private ProviderRegistration provider(String name, String npi) {
        return provider(name, npi, client -> Answer.accept(BindingContext.NONE, what -> what));
    }

    private ProviderRegistration provider(String name, String npi, ProviderModule<ClientCalls, ProviderCalls> module) {
        return world.module(name).registerProvider(ProviderCharacteristics.of(npi(npi), module));
    }

    private static Npi<ClientCalls, ProviderCalls> npi(String id) {
        return Npi.of(id, ClientCalls.class, ProviderCalls.class);
    }

    /** The same for all, for the client's bundle, and for the NPI. */
    private FindingDTO assertUnattached(String cause, String verdict, String nextStep) {
        FindingDTO finding = diagnostics.getFindings().get(0);
        assertEquals("UNATTACHED", finding.kind);
        assertEquals(cause, finding.cause, finding::toString);
        assertTrue(finding.verdict.contains(verdict), () -> verdict + " in: " + finding.verdict);
        assertTrue(finding.nextStep.contains(nextStep), () -> nextStep + " in: " + finding.nextStep);
        assertEquals(1, finding.verdict.lines().count());
        assertEquals(1, finding.nextStep.lines().count());
        for (String name : List.of("c", ID)) {
            assertEquals(cause, diagnostics.getFindings(name).get(0).cause, name);
        }
        return finding;
    }

    @Test
    void getFindings_nobodyOffersTheNpi_saysSo() {
        client("c", ID);
        FindingDTO finding = assertUnattached(
                "NOT_OFFERED",
                "no module offers NPI org.example.npi, for which module c of c [1] has waited ",
                "install and start a bundle that offers it");
        assertFalse(finding.serious, "it does not require one");
    }

    @Test
    void getFindings_similarNpiIsOffered_namesIt() {
        provider("p", "org.example.Npi");
        client("c", ID);
        assertUnattached(
                "SIMILAR_NPI", "But p [1] offers NPI org.example.Npi: is that the one?", "must be equal; nmr:npis");
    }

    @Test
    void getFindings_requiredProviderIsMissing_isSerious() {
        client("other", ID);
        client("c", Selection.best().required());
        FindingDTO finding = assertUnattached("NOT_OFFERED", "for which module c of c [2], module other", "install");
        assertTrue(finding.serious);
        assertEquals("c", finding.owner.name);
        assertEquals(1, diagnostics.getFindings().size(), "one for all clients of the NPI");
    }

    @Test
    void getFindings_allRefuse_saysWhyEachDid() {
        provider("p", ID, client -> Answer.refuse("version 3\nis too new"));
        provider("q", ID, client -> Answer.refuse("full"));
        client("c", ID);
        FindingDTO finding = assertUnattached(
                "REFUSED", "p [1] did not attach: version 3\\nis too new", "remove the reason in module p of p [1]");
        assertEquals(List.of("  q [2] did not attach: full"), finding.details);
    }

    /** Also long after the log has told it, and after a provider that came and went. */
    @Test
    void getFindings_refusedAfterALostProvider_saysWhy() {
        provider("first", ID).close();
        client("c", ID);
        provider("p", ID, client -> Answer.refuse("full"));
        assertUnattached("REFUSED", "p [3] did not attach: full", "nmr:failed");
    }

    @Test
    void getFindings_providerThrows_namesTheException() {
        provider("p", ID, client -> {
            throw new IllegalStateException("broken");
        });
        client("c", ID);
        world.log.takeWarning("attachClient of the provider has failed");
        assertUnattached("REFUSED", "IllegalStateException: broken", "module p of p [1]");
    }

    @Test
    void getFindings_clientDeclines_namesItsCallback() {
        provider("p", ID);
        world.module("c").registerClient(ClientCharacteristics.of(npi(ID), proposal -> {}));
        assertUnattached(
                "DECLINED", "the client has not attached to p [1]", "see in attachProvider() of module c of c [2]");
    }

    @Test
    void getFindings_otherClasses_saysWhichAndWhatToDo() {
        world.module("p")
                .registerProvider(ProviderCharacteristics.of(
                        Npi.of(ID, ClientCalls.class), proposal -> Answer.accept(BindingContext.NONE, what -> what)));
        client("c", ID);
        world.log.takeWarning("see different classes");
        FindingDTO finding =
                assertUnattached("CLASSES", "p [1] offered it with other classes", "They define the NPI differently");
        assertTrue(finding.details.get(0).contains("the client dispatch is"), finding.details::toString);
        assertTrue(finding.serious);
    }

    @Test
    void getFindings_filterMatchesNone_namesTheFilterAndTheProvider() {
        provider("p", ID);
        provider("q", ID);
        client("c", Selection.all("(level=3)"));
        assertUnattached(
                "FILTER",
                "the filter (level=3) does not match p [1] and 1 more",
                "change the filter of module c of c [3], or the characteristics of module p of p [1]");
    }

    @Test
    void getFindings_onlyProviderIsEnding_saysWhereToAsk() {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        ScriptedClient<ClientCalls, ProviderCalls> attached = world.client("a");
        provider.register();
        attached.register();
        Call<ProviderCalls> call = attached.context(provider).binding().enter();
        provider.deregister();
        world.client("c").register();
        List<FindingDTO> findings = diagnostics.getFindings("c");
        assertEquals("ENDING", findings.get(0).cause);
        assertTrue(findings.get(0).verdict.endsWith("p [1] has offered it, but its end has begun"), findings::toString);
        assertTrue(findings.get(0).nextStep.startsWith("nmr:why 1 "), findings::toString);
        assertEquals("BLOCKED", diagnostics.getFindings().get(0).kind, "what blocks comes first");
        call.close();
    }

    /** The end that holds its provider up is told first: it may be over soon. */
    @Test
    void getFindings_requiredProviderIsEnding_saysSoOfTheClientThatIsStillAttached() {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        provider.register();
        List<Binding<ProviderCalls>> attached = new ArrayList<>();
        ClientModule<ClientCalls, ProviderCalls> attaches = proposal -> {
            if (proposal.attach(BindingContext.NONE, what -> what).attached()) {
                attached.add(proposal.binding());
            }
        };
        world.module("c")
                .registerClient(ClientCharacteristics.of(World.NPI, attaches)
                        .withSelection(Selection.best().required()));
        assertEquals("IDLE", diagnostics.getFindings("c").get(0).kind);
        Call<ProviderCalls> call = attached.get(0).enter();
        provider.deregister();
        FindingDTO finding = diagnostics.getFindings("c").get(0);
        assertEquals("ENDING", finding.cause, finding::toString);
        assertTrue(
                finding.verdict.endsWith("for which module c of c [2] has lost the provider. p [1] has offered it,"
                        + " but its end has begun"),
                finding.verdict);
        assertFalse(finding.serious);
        assertEquals(
                List.of("BLOCKED", "UNATTACHED"),
                diagnostics.getFindings().stream().map(each -> each.kind).toList());
        call.close();
        assertEquals("NOT_OFFERED", diagnostics.getFindings("c").get(0).cause);
        assertTrue(diagnostics.getFindings("c").get(0).serious);
    }

    @Test
    void getFindings_providerWithoutClient_isAnsweredOnlyIfItIsAskedFor() {
        provider("p", ID);
        assertEquals(List.of(), diagnostics.getFindings());
        for (String name : List.of("p", "1", ID)) {
            FindingDTO finding = diagnostics.getFindings(name).get(0);
            assertEquals("NO_CLIENT", finding.cause);
            assertEquals(
                    "no module is a client of NPI org.example.npi, which module p of p [1] offers", finding.verdict);
            assertFalse(finding.nextStep.isEmpty());
        }
    }

    @Test
    void getFindings_veryManyClientsAndNpis_isOneFindingEachAndFast() {
        for (int i = 0; i < 2000; i++) {
            client("c" + i, "org.example.npi" + i);
        }
        client("more", "org.example.npi0");
        long begin = System.nanoTime();
        assertEquals(2000, diagnostics.getFindings().size());
        assertTrue(System.nanoTime() - begin < 10_000_000_000L, "it takes long");
    }

    @Test
    void getRegistrar_moduleId_isPlainText() {
        provider("p", ID);
        String id = diagnostics.getRegistrar().registrations.get(0).moduleId;
        assertTrue(id.matches("[0-9a-f-]{36}"), id);
        assertEquals(Map.of(), diagnostics.getRegistrar().registrations.get(0).characteristics);
    }
}
