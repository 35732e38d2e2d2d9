// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shell;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Modules end before the framework takes a lock, from the entry points inward. */
class DrainIT {
    private static final String DRAINED = "its modules have ended";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Bundle registrar;

    @BeforeEach
    void startRegistrar() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO);
        registrar = felix.startRegistrar();
        felix.start(Shipped.OPS);
    }

    private void startChain() throws Exception {
        felix.start(ModuleJar.relay("c", "npi.c", ""));
        felix.start(ModuleJar.relay("b", "npi.b", "npi.c"));
        felix.start(ModuleJar.relay("a", "npi.a", "npi.b"));
        felix.start(ModuleJar.relay("load", "", "npi.a"));
    }

    private Bundle startPair() throws Exception {
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        return provider;
    }

    /** A command on a thread of its own. */
    private final class Command {
        private final AtomicReference<String> answer = new AtomicReference<>("");
        private final Shell shell = Shell.open(felix.context(), "");
        private final Task task;

        Command(String line) {
            task = felix.async(line, () -> answer.set(shell.run(line)));
        }

        Command awaitPrinted(String text) {
            Await.until(text + " in " + shell.console(), () -> shell.console().contains(text));
            return this;
        }

        /** Waits until it has returned; returns what it has answered. */
        String answer() {
            task.join();
            shell.close();
            return answer.get();
        }

        /** Waits until it has failed; returns the one line that it says, and what was printed before. */
        List<String> failure() {
            @Nullable Throwable thrown = task.failure();
            assertNotNull(thrown, () -> task + " has not failed, it answers " + answer.get());
            String message = String.valueOf(thrown.getMessage());
            assertEquals(1, message.lines().count(), message);
            shell.close();
            return List.of(message, shell.console());
        }
    }

    private static void assertSays(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "expected \"" + part + "\" in: " + text);
        }
    }

    private static String shown(Bundle bundle) {
        return bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]: ";
    }

    private Gate hold(String event) {
        Gate gate = new Gate(Reply.FORGET);
        scenario.on(event, gate);
        return gate;
    }

    @Test
    void drain_chainUnderLoad_noRequestInsideFails() throws Exception {
        startChain();
        AtomicInteger calls = new AtomicInteger();
        List<Task> load = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            load.add(felix.async("load " + i, () -> {
                while (true) { // until it is refused
                    scenario.perform("load asks");
                    calls.incrementAndGet();
                }
            }));
        }
        Await.until("calls", () -> calls.get() > 1000);
        String answer = felix.command("nmr:drain a b c --timeout 100s");
        assertSays(answer, shown(felix.find("a")) + DRAINED, shown(felix.find("b")) + DRAINED);
        for (Task each : load) {
            Throwable refused = each.failure();
            assertNotNull(refused);
            assertEquals("DetachedException", refused.getClass().getSimpleName(), () -> "" + refused);
        }
        assertEquals(
                List.of(),
                scenario.everything().stream()
                        .filter(event -> event.startsWith("failed"))
                        .toList());
    }

    @Test
    void drain_requestInsideTheSecond_reachesTheThird() throws Exception {
        startChain();
        Gate gate = hold("b relays");
        Task request = felix.async("request", () -> scenario.perform("load asks"));
        gate.awaitReached();
        Command drain = new Command("nmr:drain c b a --timeout 100s").awaitPrinted("waiting for ");
        assertSays(felix.command("nmr:list"), "provider  npi.c");
        gate.open();
        request.join();
        assertSays(drain.answer(), shown(felix.find("c")) + DRAINED);
        assertFalse(felix.command("nmr:list").contains("provider  npi.c"));
    }

    @Test
    void drain_stuck_timesOutNamesTheCulpritAndLeavesTheRest() throws Exception {
        startChain();
        Gate gate = hold("b relays");
        Task request = felix.async("stuck request", () -> scenario.perform("load asks"));
        gate.awaitReached();
        List<String> failure = new Command("nmr:drain a b c --timeout 3s").failure();
        assertSays(failure.get(0), "nmr:drain: 3 of 3 bundles not drained: a [", "TIMED_OUT");
        assertSays(failure.get(1), request.toString(), "as before: after 3 s it still had to wait for the end of a [");
        assertSays(felix.command("nmr:list"), "provider  npi.b", "provider  npi.c");
        gate.open();
        request.join();
        assertSays(felix.command("nmr:drain a b c"), shown(felix.find("c")) + DRAINED);
    }

    @Test
    void drain_independentBundles_endAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        for (String pair : List.of("1", "2")) {
            felix.start(ModuleJar.activator("p" + pair).provider("npi." + pair));
            felix.start(ModuleJar.activator("c" + pair).client("npi." + pair));
            scenario.on(
                    "p" + pair + " detach c" + pair,
                    Step.of(() -> both.await(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS), Reply.NORMAL));
        }
        assertSays(felix.command("nmr:drain p1 p2 --timeout 100s"), "DRAINED", shown(felix.find("p2")) + DRAINED);
    }

    @Test
    void drain_interrupted_isCancelledWithoutHarm() throws Exception {
        Bundle provider = startPair();
        Gate gate = hold("provider greets client");
        Task call = felix.async("call", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        Command drain = new Command("nmr:drain provider --timeout 100s").awaitPrinted("waiting for ");
        interruptCommand();
        List<String> failure = drain.failure();
        assertSays(failure.get(0), "cancelled");
        assertSays(failure.get(1), "CANCELLED", shown(provider));
        gate.open();
        call.join();
        provider.stop();
        provider.start();
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    /** As Ctrl-C does it: Gogo runs each command on a thread of its own. */
    private static void interruptCommand() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (Stream.of(stack).anyMatch(frame -> frame.getClassName().endsWith(".DrainCommands"))) {
                thread.interrupt();
            }
        });
    }

    @Test
    void command_insideACallOfTheBundle_timesOutAndNamesTheCall() throws Exception {
        Bundle provider = startPair();
        AtomicReference<String> said = new AtomicReference<>("");
        scenario.on(
                "provider greets client",
                Step.of(
                        () -> said.set(String.join("\n", new Command("nmr:drain provider --timeout 2s").failure())),
                        Reply.FORGET));
        Task call = felix.async("call", () -> scenario.perform("client calls provider"))
                .join();
        assertSays(
                said.get(),
                "nmr:drain: 1 of 1 bundle not drained: " + shown(provider).replace(":", ""),
                call.toString());
        provider.stop();
    }

    /** The service, called by its names: its classes are those of the bundle. */
    @Test
    void await_insideACallOfTheBundle_isRefused() throws Exception {
        Bundle provider = startPair();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        scenario.on(
                "provider greets client",
                Step.of(
                        () -> {
                            Object drain = drain(provider);
                            Method await = Class.forName(
                                            "org.nmr.ops.Drain",
                                            true,
                                            drain.getClass().getClassLoader())
                                    .getMethod("await");
                            thrown.set(assertThrows(InvocationTargetException.class, () -> await.invoke(drain))
                                    .getCause());
                        },
                        Reply.FORGET));
        felix.async("call", () -> scenario.perform("client calls provider")).join();
        IllegalStateException refused = assertInstanceOf(IllegalStateException.class, thrown.get());
        assertSays(
                refused.getMessage(), "this drain cannot be awaited here, because it waits for this thread task: call");
        provider.stop();
    }

    private Object drain(Bundle bundle) throws Exception {
        ServiceReference<?>[] all = felix.context().getAllServiceReferences("org.nmr.ops.Drainer", null);
        Object drainer = felix.context().getService(all[0]);
        ClassLoader loader = drainer.getClass().getClassLoader();
        Class<?> listener = Class.forName("org.nmr.ops.DrainListener", true, loader);
        return Class.forName("org.nmr.ops.Drainer", true, loader)
                .getMethod("drain", Collection.class, Duration.class, listener)
                .invoke(
                        drainer,
                        List.of(bundle),
                        Duration.ofSeconds(100),
                        listener.getField("NONE").get(null));
    }

    @Test
    void drain_closureOfARefresh_theRefreshWaitsForNothing() throws Exception {
        startPair();
        Bundle npi = felix.find("npi");
        assertSays(
                felix.command("nmr:plan npi"),
                "an update or refresh of npi [" + npi.getBundleId() + "] stops 3 bundles",
                "  1  client [",
                "  2  provider [",
                ", uses [" + npi.getBundleId() + "]",
                "  -  npi [");
        assertSays(
                felix.command("nmr:drain npi --timeout 100s"),
                shown(felix.find("client")) + DRAINED,
                shown(felix.find("provider")) + DRAINED,
                shown(npi) + "it has no modules");
        felix.refresh(npi);
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    @Test
    void drain_registrarStopsMeanwhile_saysSo() throws Exception {
        startPair();
        Gate gate = hold("provider greets client");
        Task call = felix.async("call", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        Command drain = new Command("nmr:drain provider --timeout 100s").awaitPrinted("waiting for ");
        Task stop = felix.async("stop registrar", registrar::stop).awaitBlocked();
        gate.open();
        call.join();
        stop.join();
        // Whether the registrar's services are gone when the drain looks is a race. Both answers are true.
        @Nullable Throwable thrown = drain.task.failure();
        String said = thrown == null ? drain.answer.get() : thrown.getMessage();
        assertTrue(said.contains(DRAINED) || said.contains("the registrar has stopped during the drain"), said);
        drain.shell.close();
        assertRefused("nmr:drain provider", "nmr:drain: expected a registrar, but none is running");
    }

    @Test
    void drain_twoAtOnceAndUninstallMeanwhile_allEnd() throws Exception {
        Bundle provider = startPair();
        Gate gate = hold("provider greets client");
        Task call = felix.async("call", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        Command first = new Command("nmr:drain provider --timeout 100s").awaitPrinted("waiting for ");
        Command second = new Command("nmr:drain provider --timeout 100s").awaitPrinted("waiting for ");
        Task uninstall = felix.async("uninstall", provider::uninstall).awaitBlocked();
        gate.open();
        call.join();
        uninstall.join();
        assertSays(first.answer(), shown(provider) + DRAINED);
        assertSays(second.answer(), shown(provider) + DRAINED);
    }

    @Test
    void drain_bundleRestartsMeanwhile_staysLoaded() throws Exception {
        Bundle restarted = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("stuck").provider("npi.b"));
        felix.start(ModuleJar.activator("both").client("a", "npi.a").client("b", "npi.b"));
        Gate gate = hold("stuck greets b");
        Task call = felix.async("call", () -> scenario.perform("b calls stuck"));
        gate.awaitReached();
        Command drain = new Command("nmr:drain both provider --timeout 100s").awaitPrinted("waiting for ");
        restarted.stop();
        restarted.start();
        gate.open();
        call.join();
        assertSays(drain.answer(), shown(restarted) + DRAINED + "; it was stopped or restarted during the drain");
        assertSays(felix.command("nmr:why npi.a"), "no module is a client of NPI npi.a, which ");
    }

    @Test
    void drain_drained_registersNothingUntilItIsRestarted() throws Exception {
        Bundle provider = startPair();
        assertSays(felix.command("nmr:drain provider --dry-run"), "stops 1 bundle");
        assertSays(felix.command("nmr:bindings"), "1 binding");
        assertSays(felix.command("nmr:drain provider --json"), "\"status\":\"DRAINED\"");
        assertEquals(Bundle.ACTIVE, provider.getState());
        assertSays(felix.command("nmr:drain provider"), shown(provider) + "it has no modules");
        assertFalse(felix.command("nmr:list").contains("provider  npi.a"));
        provider.stop();
        provider.start();
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    @Test
    void drain_wrongArguments_areOneLineAndChangeNothing() throws Exception {
        startPair();
        for (String line : List.of(
                "nmr:drain",
                "nmr:drain nobody",
                "nmr:drain 4711",
                "nmr:drain 0",
                "nmr:drain provider --timeout soon",
                "nmr:drain provider --timeout 0",
                "nmr:drain provider --timeout -1s",
                "nmr:drain provider --timeout",
                "nmr:drain provider --now",
                "nmr:drain $unset",
                "nmr:drain provider $unset",
                "nmr:plan",
                "nmr:plan nobody",
                "nmr:redeploy",
                "nmr:redeploy provider 'no url'",
                "nmr:redeploy a b c",
                "nmr:redeploy org.nmr.registrar")) {
            assertRefused(line, line.split(" ")[0] + ": ");
        }
        for (String command : List.of("drain", "plan", "redeploy")) {
            assertSays(felix.command("nmr:" + command + " --help"), "usage: nmr:" + command + " BUNDLE");
        }
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    private void assertRefused(String line, String begin) throws Exception {
        try (Shell shell = Shell.open(felix.context(), "")) {
            assertEquals("null", shell.run(line), line);
            String printed = shell.console();
            assertTrue(printed.startsWith(begin), printed);
            assertEquals(1, printed.lines().count(), printed);
        }
    }
}
