// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.support.Culprits.assertNames;
import static org.nmr.itests.support.Culprits.only;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.RegistrarOptions;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** Who begins a call and does not end it is found by the place where it was begun, with {@code nmr.debug}. */
class DebugIT {
    private static final String GREETS = "provider greets client";
    private static final String CALLER = "task: caller";
    private static final String ENTERS = "org.nmr.itests.modules.Side.enter(";
    private static final String HAS_ENDED = "ended without closing its call";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Culprits culprits;
    private Bundle provider;

    @BeforeEach
    void takeScenario() {
        scenario = felix.scenario();
        culprits = new Culprits(felix);
    }

    /** Felix finds properties of the system where it has none of its own. */
    @AfterEach
    void clearProperty() {
        System.clearProperty(RegistrarOptions.DEBUG);
    }

    @Test
    void enter_notClosed_placeIsNamedEverywhere() throws Exception {
        startPair(/* debug= */ true);
        Gate gate = new Gate();
        Task caller = felix.async("caller", () -> {
            scenario.perform("client enters provider");
            gate.take();
            scenario.perform("client leaves provider");
        });
        gate.awaitReached();
        assertBegunAt(ENTERS, culprits.why(provider));

        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        String logged = log.await("begun at ");
        BindingDTO binding = only(only(culprits.of(provider)).outstanding);
        HolderDTO holder = only(binding.client.holders);
        assertEquals(CALLER, holder.thread);
        assertEquals(1, holder.calls);
        assertTrue(holder.ageMillis >= 100, holder::toString);
        assertTrue(binding.client.oldestCallMillis >= holder.ageMillis, binding::toString);
        assertContains(ENTERS, holder.begun);
        assertContains("org.nmr.itests.modules.Side", holder.begun);
        assertContains("Gate.take(", holder.stack);
        for (String text : List.of(logged, culprits.why(provider))) {
            assertNames(List.of("inside the provider: thread " + CALLER + " (", "Gate.take("), text);
            assertBegunAt(ENTERS, text);
        }

        gate.open();
        caller.join();
        stop.join();
    }

    @Test
    void enter_nested_eachIsNamedWithItsPlace() throws Exception {
        startPair(/* debug= */ true);
        scenario.on(GREETS, () -> {
            List<HolderDTO> holders = only(felix.runtime().getRegistrar().bindings).client.holders;
            assertEquals(2, holders.size(), holders::toString);
            assertContains("org.nmr.itests.modules.ScriptedClient.call(", holders.get(0).begun);
            assertContains(ENTERS, holders.get(1).begun);
            return Reply.FORGET;
        });
        scenario.perform("client enters provider");
        scenario.perform("client calls provider");
        scenario.perform("client leaves provider");
        assertEquals(List.of(), only(felix.runtime().getRegistrar().bindings).client.holders);
    }

    @Test
    void call_throughTheView_callerIsNamedBesidesWhereItIsNow() throws Exception {
        startPair(/* debug= */ true);
        Gate gate = new Gate(Reply.FORGET);
        scenario.on(GREETS, gate);
        Task call = felix.async("caller", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        HolderDTO holder = only(only(only(culprits.of(provider)).outstanding).client.holders);
        assertContains("org.nmr.itests.modules.ScriptedClient.call(", holder.begun);
        assertFalse(holder.begun.toString().contains("ScriptedGreeter"), holder::toString);
        assertContains("org.nmr.itests.modules.ScriptedGreeter.greet(", holder.stack);
        assertBegunAt("org.nmr.itests.modules.ScriptedClient.call(", culprits.why(provider));
        gate.open();
        call.join();
        stop.join();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void enter_threadEndsWithoutClosing_isSaidToHaveEnded(boolean debug) throws Exception {
        startPair(debug);
        felix.async("caller", () -> scenario.perform("client enters provider")).join();
        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        String logged = log.await("has waited");
        BindingDTO binding = only(only(culprits.of(provider)).outstanding);
        HolderDTO holder = only(binding.client.holders);
        assertEquals(1, binding.client.calls, "calls of the client");
        assertEquals(List.of(), holder.stack);
        assertNames(List.of(HAS_ENDED), logged);
        assertNames(List.of(HAS_ENDED), culprits.why(provider));
        if (debug) {
            assertContains(ENTERS, holder.begun);
            assertBegunAt(ENTERS, logged);
            assertBegunAt(ENTERS, culprits.why(provider));
        } else {
            assertEquals(List.of(), holder.begun);
        }

        felix.runtime().revoke(binding.id);
        stop.join();
        assertEquals(1, felix.runtime().getRegistrar().abandonedCalls);
    }

    @Test
    void configuration_debug_holdsForWhatIsAttachedAfterwards() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        startPair(/* debug= */ false);
        Bundle elder = felix.start(ModuleJar.activator("elder").client("npi.a"));
        assertEquals(List.of(), begun("client"));
        Configurations.update(felix.context(), RegistrarOptions.PID, Map.of(RegistrarOptions.DEBUG, true));
        Await.until("what is attached now is traced", () -> {
            restart("client");
            return !begun("client").isEmpty();
        });
        assertContains(ENTERS, begun("client"));
        assertEquals(List.of(), begun("elder"));
        elder.stop();
        elder.start();
        assertContains(ENTERS, begun("elder"));

        Configurations.delete(felix.context(), RegistrarOptions.PID);
        Await.until("what is attached now is not traced", () -> {
            restart("client");
            return begun("client").isEmpty();
        });
        assertContains(ENTERS, begun("elder"));
    }

    private void restart(String name) {
        try {
            felix.find(name).stop();
            felix.find(name).start();
        } catch (Exception e) {
            throw new AssertionError("expected " + name + " to stop and start", e);
        }
    }

    /** Where a call of a client is said to have been begun. */
    private List<String> begun(String client) {
        scenario.perform(client + " enters provider");
        List<List<String>> begun = felix.runtime().getRegistrar().bindings.stream()
                .filter(binding -> binding.client.owner.name.equals(client))
                .map(binding -> only(binding.client.holders).begun)
                .toList();
        scenario.perform(client + " leaves provider");
        return only(begun);
    }

    private void startPair(boolean debug) throws Exception {
        if (debug) {
            System.setProperty(RegistrarOptions.DEBUG, "true");
        }
        felix.start(Shipped.GOGO, Shipped.REGISTRAR);
        provider = felix.start(
                ModuleJar.activator("provider").provider("npi.a").characteristic(UnloadPolicy.REPORT_AFTER, 100));
        felix.start(ModuleJar.activator("client").client("npi.a"));
    }

    private static void assertContains(String place, List<String> frames) {
        assertTrue(frames.stream().anyMatch(frame -> frame.contains(place)), () -> place + " in: " + frames);
    }

    /** A line of the text says so, with or without the name of a class loader. */
    private static void assertBegunAt(String place, String text) {
        assertTrue(
                Pattern.compile("^ *begun at \\S*" + Pattern.quote(place), Pattern.MULTILINE)
                        .matcher(text)
                        .find(),
                () -> place + " in: " + text);
    }
}
