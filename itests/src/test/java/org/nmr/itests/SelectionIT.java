// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.ProviderCharacteristics;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A client sees only the providers that it wants; one that wants the best has at most one, and moves on by itself. */
class SelectionIT {
    private static final ModuleJar BEST_CLIENT =
            ModuleJar.activator("client").client("npi.a").best();
    private static final int ROUNDS = 20;

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void startRegistrar() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
    }

    @AfterEach
    void assertOneAtATimeIfSoWanted() {
        if (isOneWanted()) {
            assertOneAtATime(scenario.everything());
        }
    }

    private boolean isOneWanted() {
        for (Bundle bundle : felix.context().getBundles()) {
            if (bundle.getHeaders().get("Itest-Cardinality") != null) {
                return true;
            }
        }
        return false;
    }

    // ---- filters ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filter_characteristicsOfOtherBundles_onlyMatchingOnesMeet(boolean clientFirst) throws Exception {
        ModuleJar client = ModuleJar.activator("client").client("npi.a").filter("(&(lang=de)(level>=9))");
        if (clientFirst) {
            felix.start(client);
        }
        felix.start(provider("other").characteristic("lang", "en").characteristic("level", 10));
        felix.start(provider("wanted").characteristic("lang", "de").characteristic("level", 10));
        felix.start(provider("low").characteristic("lang", "de").characteristic("level", 8));
        felix.start(provider("without"));
        if (!clientFirst) {
            felix.start(client);
        }
        assertEquals(attach("client", "wanted"), pairs(scenario.takeHistory()));

        felix.update(
                felix.find("other"),
                provider("other").characteristic("lang", "de").characteristic("level", 9));
        assertEquals(attach("client", "other"), pairs(scenario.takeHistory()));
    }

    /** Every module here tries to pass for a bundle named "forged". */
    @Test
    void filter_onOwner_seesTheBundleAndNotWhatTheModuleSays() throws Exception {
        felix.start(provider("provider"));
        felix.start(ModuleJar.activator("cheated").client("npi.a").filter("(nmr.owner.name=forged)"));
        assertEquals(List.of(), pairs(scenario.takeHistory()));
        felix.start(ModuleJar.activator("client")
                .client("npi.a")
                .filter("(&(nmr.owner.name=provider)(nmr.owner.version>=1.2.3)(!(nmr.owner.version>=1.10)))"));
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
    }

    @Test
    void filter_providerHidesItsOwner_itsStartFails() throws Exception {
        felix.start(ModuleJar.activator("client").client("npi.a").filter("(nmr.owner.name=client)"));
        Bundle liar = felix.install(provider("liar").characteristic("nmr.owner.name", "client"));
        assertStartFails(
                liar, "expected no characteristic with a name that the registrar uses in filters, was nmr.owner");
        assertEquals(1, felix.runtime().getRegistrar().registrations.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(lang=de", "lang=de", "(&(lang=de)(!))"})
    void start_filterInvalid_failsWithTheReasonAndRegistersNothing(String filter) throws Exception {
        felix.start(provider("provider").characteristic("lang", "de"));
        scenario.takeHistory();
        Bundle client = felix.install(
                ModuleJar.activator("client").client("npi.a").filter(filter).provider("extra", "npi.b"));
        assertStartFails(
                client,
                "module org.nmr.itests.modules.ModuleActivator of client [" + client.getBundleId() + "]",
                "client of NPI npi.a: expected a filter such as (version.max>=2), was \"" + filter + "\": ",
                ". Nothing was registered");
        assertEquals(List.of(), scenario.takeHistory());
        assertEquals(1, felix.runtime().getRegistrar().registrations.size());

        felix.update(client, ModuleJar.activator("client").client("npi.a").filter("(lang=de)"));
        client.start();
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
    }

    @Test
    void startRegistrar_filterInvalid_isLoggedAndOthersAttach() throws Exception {
        Bundle registrar = felix.find("org.nmr.registrar");
        registrar.stop();
        felix.start(ModuleJar.activator("wrong").client("npi.a").filter("(lang=de"));
        felix.start(provider("provider"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        registrar.start();
        String logged = log.await("could not register");
        assertTrue(logged.contains("wrong ["), logged);
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
    }

    // ---- the best one -----------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void best_stopsOrIsUpdated_nextBestFollowsAndStays(boolean update) throws Exception {
        startThree();
        assertEquals(attach("client", "high"), pairs(scenario.takeHistory()));

        leave("high", 2, update);
        assertEquals(all(end("client", "high"), attach("client", "mid")), pairs(scenario.takeHistory()));
        felix.find("high").start();
        assertEquals(List.of(), pairs(scenario.takeHistory()), "the better one is back, but does not displace");
        assertCallReaches("mid");

        leave("low", 0, update);
        assertEquals(List.of(), pairs(scenario.takeHistory()), "one that was not chosen leaves");
        leave("mid", 1, update);
        assertEquals(all(end("client", "mid"), attach("client", "high")), pairs(scenario.takeHistory()));
        assertCallReaches("high");
    }

    @Test
    void best_allLeave_nobodyUntilOneComes() throws Exception {
        startThree();
        felix.find("low").stop();
        felix.find("mid").stop();
        scenario.takeHistory();
        felix.find("high").stop();
        assertEquals(end("client", "high"), pairs(scenario.takeHistory()));
        felix.find("low").start();
        assertEquals(attach("client", "low"), pairs(scenario.takeHistory()));
    }

    @Test
    void best_clientOrBetterProviderDeclines_nextOneIsAsked() throws Exception {
        scenario.on("client meets high", Step.REFUSE);
        scenario.on("mid meets client", Step.REFUSE);
        startThree();
        assertEquals(
                all(
                        List.of(
                                "client meets high",
                                "client meets mid",
                                "mid meets client",
                                "client not attached to mid: REFUSED"),
                        attach("client", "low")),
                pairs(scenario.takeHistory()));
    }

    @Test
    void best_sameRanking_theOldestOneWins() throws Exception {
        felix.start(provider("first"));
        felix.start(provider("second").characteristic(ProviderCharacteristics.RANKING, 0));
        felix.start(BEST_CLIENT);
        assertEquals(attach("client", "first"), pairs(scenario.takeHistory()));

        felix.find("first").stop();
        felix.find("first").start();
        scenario.takeHistory();
        felix.start(provider("third"));
        felix.find("second").stop();
        assertEquals(all(end("client", "second"), attach("client", "first")), pairs(scenario.takeHistory()));
    }

    @Test
    void best_ofThoseThatMatch_worseOneIsTaken() throws Exception {
        felix.start(ranked("high", 2).characteristic("lang", "en"));
        felix.start(ranked("low", -1).characteristic("lang", "de"));
        felix.start(BEST_CLIENT.filter("(lang=de)"));
        assertEquals(attach("client", "low"), pairs(scenario.takeHistory()));
        felix.find("low").stop();
        assertEquals(end("client", "low"), pairs(scenario.takeHistory()));
    }

    @Test
    void best_oldBindingIsPending_nextOneWaitsForItsEnd() throws Exception {
        startThree();
        scenario.takeHistory();
        scenario.on("client detach high", Step.PENDING);
        Task stop = felix.async("stop high", felix.find("high")::stop).awaitBlocked();
        felix.start(ranked("higher", 3));
        assertEquals(detach("client", "high"), pairs(scenario.takeHistory()));
        assertEquals(1, felix.runtime().getRegistrar().bindings.size());

        scenario.perform("client completes high");
        stop.join();
        assertEquals(all(cleanup("client", "high"), attach("client", "higher")), pairs(scenario.takeHistory()));
    }

    @Test
    void best_providersComeAndGoAtOnce_neverTwoBindingsAndOneInTheEnd() throws Exception {
        startThree();
        List<Task> tasks = new ArrayList<>();
        for (String name : List.of("low", "mid", "high")) {
            tasks.add(felix.async("restart " + name, () -> restart(felix.find(name))));
        }
        tasks.forEach(Task::join);
        Await.until(
                "the client has a binding",
                () -> felix.runtime().getRegistrar().bindings.size() == 1);
    }

    private static void restart(Bundle bundle) throws BundleException {
        for (int i = 0; i < ROUNDS; i++) {
            bundle.stop();
            bundle.start();
        }
    }

    private void startThree() throws Exception {
        felix.start(provider("low"));
        felix.start(ranked("high", 2));
        felix.start(ranked("mid", 1));
        felix.start(BEST_CLIENT);
    }

    private void leave(String name, int ranking, boolean update) throws Exception {
        if (update) {
            felix.update(felix.find(name), ranked(name, ranking));
        } else {
            felix.find(name).stop();
        }
    }

    private void assertCallReaches(String provider) {
        scenario.perform("client calls " + provider);
        assertEquals(List.of(provider + " greets client", "client hears hello client"), pairs(scenario.takeHistory()));
    }

    private static ModuleJar provider(String name) {
        return ModuleJar.activator(name).provider("npi.a");
    }

    private static ModuleJar ranked(String name, int ranking) {
        return provider(name).characteristic(ProviderCharacteristics.RANKING, ranking);
    }

    private static void assertStartFails(Bundle bundle, String... parts) {
        BundleException thrown = assertThrows(BundleException.class, bundle::start);
        Throwable cause = assertInstanceOf(IllegalArgumentException.class, thrown.getCause(), thrown::toString);
        for (String part : parts) {
            assertTrue(String.valueOf(cause.getMessage()).contains(part), () -> part + " in: " + cause.getMessage());
        }
        assertEquals(Bundle.RESOLVED, bundle.getState());
    }

    /** The client meets nobody while it is attached, up to both cleanups. */
    private static void assertOneAtATime(List<String> history) {
        String attached = null;
        for (String event : history) {
            String[] words = event.split(" ");
            String peer = words[words.length - 1];
            if (event.startsWith("client meets ")) {
                assertNull(attached, () -> event + " in " + history);
            } else if (event.startsWith("client attached to ")) {
                attached = peer;
            } else if (event.equals(attached + " cleanup client")) {
                attached = null;
            }
        }
    }
}
