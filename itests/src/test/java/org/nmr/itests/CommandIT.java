// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shell;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** The commands in Gogo, and the registrar without it. */
class CommandIT {
    private static final Pattern ID = Pattern.compile("binding (\\S+) of client module ");

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private void startPair() throws Exception {
        felix.start(Shipped.GOGO);
        felix.startRegistrar();
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
    }

    private String run(String line) throws Exception {
        return run(line, "");
    }

    private String run(String line, String typed) throws Exception {
        try (Shell shell = Shell.open(felix.context(), typed)) {
            return shell.run(line);
        }
    }

    private String bindingId() throws Exception {
        Matcher id = ID.matcher(run("nmr:bindings"));
        assertTrue(id.find());
        return id.group(1);
    }

    private static void assertSays(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> part + " in: " + text);
        }
    }

    private void assertFails(String line, String message) {
        Exception thrown = assertThrows(IllegalArgumentException.class, () -> run(line));
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void start_withoutTheShell_registersNoCommands() throws Exception {
        felix.startRegistrar();
        assertNull(felix.context().getAllServiceReferences(null, "(osgi.command.scope=*)"));
    }

    @Test
    void list_andBindings_attachedPair_tellWhoIsThere() throws Exception {
        startPair();
        assertSays(
                run("nmr:list"),
                "client [" + felix.find("client").getBundleId() + "] version",
                "  client of NPI npi.a, module org.nmr.itests.modules.ModuleActivator, 1 binding",
                "  provider of NPI npi.a, module org.nmr.itests.modules.ModuleActivator, 1 binding",
                "1 pair attached so far, 0 refused, 0 failed; 0 calls abandoned");
        assertSays(run("nmr:bindings"), "1 binding", " over NPI npi.a is ATTACHED: client OPEN, provider OPEN");
        assertEquals(
                run("nmr:bindings").lines().count(),
                run("nmr:bindings npi.a").lines().count());
    }

    @Test
    void list_refusedPair_tellsTheReason() throws Exception {
        felix.scenario().on("provider meets client", Step.REFUSE);
        startPair();
        assertSays(run("nmr:list"), "0 pairs attached so far, 1 refused", " over NPI npi.a REFUSED ");
    }

    @Test
    void why_callInFlight_namesTheThreadBeforeAndDuringTheUnload() throws Exception {
        startPair();
        Gate gate = new Gate(Reply.FORGET);
        felix.scenario().on("provider greets client", gate);
        Task call = felix.async("call provider", () -> felix.scenario().perform("client calls provider"));
        gate.awaitReached();
        Bundle provider = felix.find("provider");
        assertSays(
                run("nmr:why provider"),
                "provider [",
                "] is not unloading. An unload would now wait for",
                call.toString());

        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        String why = run("nmr:why " + provider.getBundleId());
        assertSays(
                why,
                " of provider [" + provider.getBundleId() + "] began to end ",
                "awaited by thread task: stop provider",
                "inside the provider: thread task: call provider",
                "org.nmr.itests.shared.Gate.take(");
        assertSays(run("nmr:why"), why.lines().toList().get(2));
        gate.open();
        call.join();
        stop.join();
        assertEquals("nothing is unloading", run("nmr:why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nmr:revoke %s", "nmr:revoke -y %s", "nmr:revoke %s --yes"})
    void revoke_agreed_endsTheWait(String line) throws Exception {
        startPair();
        felix.scenario().on("client detach provider", Step.PENDING);
        String id = bindingId();
        Task stop = felix.async("stop provider", felix.find("provider")::stop).awaitBlocked();

        assertSays(run(line.formatted(id), "y\n"), "binding " + id + " of client", "was revoked");
        stop.join();
        log.await("was revoked, because an operator has asked for it");
        felix.scenario().perform("client completes provider");
    }

    @Test
    void revoke_notAgreed_showsWhatItWouldGiveUpAndLeavesIt() throws Exception {
        startPair();
        felix.scenario().on("client detach provider", Step.PENDING);
        String id = bindingId();
        Task stop = felix.async("stop provider", felix.find("provider")::stop).awaitBlocked();

        try (Shell shell = Shell.open(felix.context(), "n\n")) {
            assertEquals("binding " + id + " was not revoked", shell.run("nmr:revoke " + id));
            assertSays(shell.console(), "client PENDING for ", "Revoke this binding? [y/N]");
        }
        stop.awaitBlocked();
        felix.scenario().perform("client completes provider");
        stop.join();
    }

    @Test
    void commands_wrongArguments_tellInOneLineWhatIsExpected() throws Exception {
        startPair();
        assertFails(
                "nmr:why nobody",
                "nmr:why: expected the id or symbolic name of a bundle that is registered or unloading, was nobody;"
                        + " nmr:list shows them");
        assertFails(
                "nmr:bindings npi.z",
                "nmr:bindings: expected the id of an NPI that has a registration, was npi.z;" + " nmr:list shows them");
        assertFails(
                "nmr:revoke -y " + bindingId(),
                "nmr:revoke: expected the id of a binding that holds up an unload, was " + bindingId()
                        + "; nmr:why shows them");
        assertFails("nmr:revoke", "nmr:revoke: expected the id of one binding, which nmr:why shows, was nothing");
        assertFails("nmr:list all", "nmr:list: expected no argument, was all");
    }

    @Test
    void why_registrarStops_stillAnswers() throws Exception {
        startPair();
        felix.scenario().on("client detach provider", Step.PENDING);
        Task stop = felix.async("stop registrar", felix.find("org.nmr.registrar")::stop)
                .awaitBlocked();
        assertSays(run("nmr:why"), "task: stop registrar", "client PENDING for ");
        felix.scenario().perform("client completes provider");
        stop.join();
    }
}
