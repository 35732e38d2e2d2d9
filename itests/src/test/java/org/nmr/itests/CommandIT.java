// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    private static final Pattern ID = Pattern.compile("(?m)^(\\d+\\.\\d+) ");

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

    /** One line on the console, no exception and no result. */
    private void assertFails(String line, String message) throws Exception {
        try (Shell shell = Shell.open(felix.context(), "")) {
            assertEquals("null", shell.run(line));
            assertEquals(List.of(message), shell.console().lines().toList());
        }
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
                "client [" + felix.find("client").getBundleId() + "]    client    npi.a  1 ",
                "provider [" + felix.find("provider").getBundleId() + "]  provider  npi.a  1 ",
                "  version 1.2.3, module org.nmr.itests.modules.ModuleActivator",
                "1 pair attached so far, 0 refused, 0 failed; 0 calls abandoned");
        assertSays(run("nmr:bindings"), "1 binding", "ATTACHED");
        assertSays(run("nmr:npis"), "npi.a  1        1          1");
        assertSays(run("nmr:graph"), "--npi.a--> module org.nmr.itests.modules.ModuleActivator of provider [");
        assertEquals(
                run("nmr:bindings").lines().count(),
                run("nmr:bindings npi.a").lines().count());
    }

    @Test
    void list_refusedPair_tellsTheReason() throws Exception {
        felix.scenario().on("provider meets client", Step.REFUSE);
        startPair();
        assertSays(run("nmr:list"), "0 pairs attached so far, 1 refused");
        assertSays(run("nmr:failed"), "1 refused and 0 failed tries to attach so far", "REFUSED");
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
                "] is not unloading. An unload would now wait for thread " + call + ", which is inside ");

        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        String why = run("nmr:why " + provider.getBundleId());
        assertSays(
                why,
                " of provider [" + provider.getBundleId() + "] began to end ",
                "awaited by thread task: stop provider",
                "inside the provider: thread task: call provider",
                "org.nmr.itests.shared.Gate.take(");
        assertSays(run("nmr:why"), "inside the provider: thread task: call provider");
        assertTrue(why.lines().findFirst().orElse("").contains("waits for thread task: call provider, which is"), why);
        assertTrue(why.endsWith("or abandon its call: nmr:revoke " + bindingId()), why);
        gate.open();
        call.join();
        stop.join();
        assertSays(run("nmr:why"), "no module offers NPI npi.a, for which ", "next: install and start a bundle");
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
            assertSays(
                    shell.console(),
                    "client PENDING for ",
                    "which has not called detachComplete()",
                    "Revoke this binding? [y/N]");
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
                "nmr:why: expected the id or symbolic name of a bundle, the name of a module, or the id of an NPI, was"
                        + " nobody; nmr:list shows them");
        assertFails(
                "nmr:bindings npi.z",
                "nmr:bindings: expected the id of an NPI that has a registration, was npi.z; nmr:npis shows them");
        assertFails(
                "nmr:revoke -y " + bindingId(),
                "nmr:revoke: expected the id of a binding that holds up an unload, was " + bindingId()
                        + "; nmr:why shows them");
        assertFails("nmr:revoke", "nmr:revoke: expected the id of one binding, which nmr:why shows, was nothing");
        assertFails("nmr:list all", "nmr:list: expected no argument, was all");
        assertFails(
                "nmr:revoke -y --all 1.1",
                "nmr:revoke: expected the id of one binding, which nmr:why shows, was --all 1.1");
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

    /** Why is it not loaded? */
    @Test
    void why_bundleThatHasRegisteredNothing_saysItsStateAndWhatToDo() throws Exception {
        startPair();
        Bundle idle = felix.start(ModuleJar.importing("idle"));
        assertVerdict(
                "idle", "bundle idle [", "is ACTIVE and has registered nothing", "next: let its activator extend");
        idle.stop();
        assertVerdict(
                Long.toString(idle.getBundleId()),
                "bundle idle [",
                "is RESOLVED, but not started",
                "next: start " + idle.getBundleId());
        assertVerdict("0", "bundle ", "has registered nothing", "next: ");
    }

    @Test
    void why_registerThrows_namesTheExceptionUntilTheBundleStops() throws Exception {
        startPair();
        felix.scenario().on("broken registered", Step.fail(new IllegalStateException("no port")));
        Bundle broken = felix.start(ModuleJar.whiteboard("broken").provider("npi.b"));
        log.await("could not register");
        assertVerdict(
                "broken",
                "of broken [",
                "is not loaded, because its register() has thrown java.lang.IllegalStateException: no port",
                "next: correct");
        assertSays(run("nmr:failed"), "is not loaded, because");
        broken.stop();
        assertVerdict("broken", "bundle broken [", "is RESOLVED", "next: start ");
    }

    private void assertVerdict(String name, String... parts) throws Exception {
        List<String> lines = run("nmr:why " + name).lines().toList();
        for (int i = 0; i < parts.length - 1; i++) {
            assertSays(lines.get(0), parts[i]);
        }
        assertSays(lines.get(lines.size() - 1), parts[parts.length - 1]);
        assertSays(run("nmr:why --json " + name), "\"verdict\":", "\"nextStep\":");
    }

    @Test
    void commands_json_version_andWatch_work() throws Exception {
        startPair();
        assertSays(run("nmr:list --json"), "[{\"bindings\":1,");
        assertSays(run("nmr:bindings --json"), "\"npi\":\"npi.a\"");
        assertSays(run("nmr:why --json"), "[]");
        assertSays(run("nmr:version"), "registrar  org.nmr.registrar [", "framework  ", "JVM ");
        assertSays(run("nmr:complete why"), "client", "npi.a", "provider");
        assertSays(run("nmr:why --help"), "nmr:why [BUNDLE|MODULE|NPI]");
        try (Shell shell = Shell.open(felix.context(), "")) {
            assertEquals("null", shell.run("nmr:watch npis --count 1"));
            assertSays(shell.console(), "1 NPI");
        }
    }
}
