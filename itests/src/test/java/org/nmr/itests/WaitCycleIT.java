// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.support.Culprits.assertNames;
import static org.nmr.itests.support.Culprits.only;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** Unloads that wait for each other: whoever closes the cycle says so at once, with every edge. */
class WaitCycleIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private static final String MODULE = "module org.nmr.itests.modules.ModuleActivator of ";

    private Scenario scenario;
    private Culprits culprits;
    private Bundle first;
    private Bundle second;

    @BeforeEach
    void startTwoPairs() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO, Shipped.REGISTRAR);
        culprits = new Culprits(felix);
        first = felix.start(neverReports("first").provider("npi.a"));
        second = felix.start(neverReports("second").provider("npi.b"));
        felix.start(ModuleJar.activator("x").client("npi.a"));
        felix.start(ModuleJar.activator("y").client("npi.b"));
    }

    @Test
    void stop_twoCallsStopTheBundleOfTheOther_everyEdgeIsNamedAtOnce() throws Exception {
        Gate stopFirst = new Gate();
        Gate stopSecond = new Gate();
        Task inSecond = callThatStops("y calls second", "second greets y", stopFirst, first);
        Task inFirst = callThatStops("x calls first", "first greets x", stopSecond, second);
        stopFirst.open();
        inSecond.awaitBlocked();
        assertEquals(List.of(), only(culprits.of(first)).cycle);
        assertEquals(List.of(), log.messages());

        stopSecond.open();
        String logged = log.await("unload of " + MODULE + "second [");
        assertTrue(logged.contains("waits for itself"), logged);
        inFirst.awaitBlocked();
        assertEquals(1, log.messages().size(), () -> "reports: " + log.messages());
        BindingDTO ofFirst = only(only(culprits.of(first)).outstanding);
        BindingDTO ofSecond = only(only(culprits.of(second)).outstanding);
        List<String> edges =
                List.of(edge(inSecond, first, "x", inFirst, ofFirst), edge(inFirst, second, "y", inSecond, ofSecond));
        assertNames(edges, logged);
        for (Bundle bundle : List.of(first, second)) {
            assertNames(edges, String.join("\n", only(culprits.of(bundle)).cycle));
            assertNames(edges, culprits.why(bundle));
        }

        String given = felix.command("nmr:revoke -y " + ofFirst.id);
        assertNames(List.of("binding " + ofFirst.id + " of client ", "1 call in flight was abandoned"), given);
        inSecond.join();
        inFirst.join();
        assertEquals(List.of(), felix.runtime().getUnloads());
        String revocation = only(felix.runtime().getRegistrar().revocations);
        assertTrue(revocation.startsWith(given), revocation);
    }

    /** So a cycle in the log is one that was found when it was closed. */
    private static ModuleJar neverReports(String name) {
        return ModuleJar.activator(name).characteristic(UnloadPolicy.REPORT_AFTER, "PT1H");
    }

    private Task callThatStops(String call, String event, Gate gate, Bundle stopped) {
        scenario.on(
                event,
                Step.of(
                        () -> {
                            gate.take();
                            stopped.stop();
                        },
                        Reply.FORGET));
        Task task = felix.async(call, () -> scenario.perform(call));
        gate.awaitReached();
        return task;
    }

    private static String edge(Task from, Bundle ending, String client, Task to, BindingDTO through) {
        return "thread " + from + " waits for the unload of " + MODULE + name(ending)
                + ", which waits for thread " + to + ", which is inside a call through binding " + through.id
                + " of client " + client + " ";
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]";
    }
}
