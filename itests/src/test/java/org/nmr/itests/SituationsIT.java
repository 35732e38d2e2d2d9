// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Answers;
import org.nmr.itests.support.Answers.Answer;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Surfaces;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/**
 * In each situation in which an operator asks "why?", all surfaces say the same: who it is in the first line, and what
 * to do in the last one. The surfaces take seconds to start, so all situations share one framework.
 */
class SituationsIT {
    private static final String NPI = "npi.a";
    private static final String GREETS = "provider greets client";
    private static final String CALLER = "thread task: call provider";
    private static final String MODULE = "module org.nmr.itests.modules.ModuleActivator of ";

    /** The health check of ends that wait. */
    private static final String BLOCKS = "NMR unload over limit";

    /** The health check of clients that require a provider. */
    private static final String MISSES = "NMR required NPI without provider";

    @RegisterExtension
    private final Felix felix = new Felix(Map.of(
            UnloadPolicy.REPORT_AFTER,
            "PT0.3S",
            "org.osgi.service.http.port",
            "0",
            "org.apache.felix.http.host",
            "127.0.0.1"));

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private final Object lock = new Object();
    private final List<Bundle> modules = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private Scenario scenario;
    private Answers answers;

    @TestFactory
    Stream<DynamicTest> why_eachSituation_allSurfacesNameTheCulpritAndTheNextStep() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO);
        answers = new Answers(felix, Surfaces.start(felix));
        felix.startRegistrar();
        felix.start(Shipped.OPS, Shipped.HEALTH);
        return Stream.of(
                situation("a call is blocked in a read", this::callInARead),
                situation("a side is pending", this::pendingSide),
                situation("a detach callback does not return", this::detachThatDoesNotReturn),
                situation("an asynchronous call does not end", this::asynchronousCall),
                situation("a call waits for a lock", this::callThatWaitsForALock),
                situation("a call waits for a lock of the framework", this::callThatWaitsForTheFramework),
                situation("two unloads wait for each other", this::cycle),
                situation("nobody offers the NPI", this::notOffered),
                situation("all providers refuse", this::allRefuse),
                situation("the classes differ", this::otherClasses),
                situation("the filter matches nothing", this::filterMatchesNothing),
                situation("the only provider ends, and a client comes", this::endingForANewClient),
                situation("the only provider ends, and its client loses it", this::endingForItsClient));
    }

    private DynamicTest situation(String name, Task.Action action) {
        return DynamicTest.dynamicTest(name, () -> {
            action.run();
            scenario.release();
            tasks.forEach(Task::join);
            tasks.clear();
            for (Bundle module : modules) {
                module.uninstall();
            }
            modules.clear();
            scenario.takeHistory();
            assertEquals(List.of(), felix.runtime().getFindings());
        });
    }

    private Bundle start(ModuleJar jar) throws Exception {
        Bundle bundle = felix.start(jar);
        modules.add(0, bundle);
        return bundle;
    }

    private static ModuleJar client() {
        return ModuleJar.activator("client").client(NPI);
    }

    private static ModuleJar provider() {
        return ModuleJar.activator("provider").provider(NPI);
    }

    /** Returns the provider. */
    private Bundle startPair() throws Exception {
        Bundle provider = start(provider());
        start(client());
        return provider;
    }

    private Task async(String name, Task.Action action) {
        Task task = felix.async(name, action);
        tasks.add(task);
        return task;
    }

    private void stop(Bundle bundle) {
        async("stop " + bundle.getSymbolicName(), bundle::stop).awaitBlocked();
    }

    private String module(String name) {
        return MODULE + named(name);
    }

    private String named(String name) {
        return name + " [" + felix.find(name).getBundleId() + "]";
    }

    private List<FindingDTO> findings(String name) {
        return name.isEmpty() ? felix.runtime().getFindings() : felix.runtime().getFindings(name);
    }

    private FindingDTO assertBlocked(String cause, String culprit, String nextStep) throws Exception {
        Await.until(cause, () -> {
            List<FindingDTO> findings = findings("");
            return !findings.isEmpty()
                    && findings.get(0).serious
                    && findings.get(0).cause.equals(cause);
        });
        return assertAnswered("", BLOCKS, culprit, nextStep);
    }

    private void assertUnattached(String cause, String culprit, String nextStep) throws Exception {
        assertEquals(cause, findings("").get(0).cause);
        assertAnswered("", MISSES, culprit, nextStep);
        assertAnswered("client", MISSES, culprit, nextStep);
    }

    private FindingDTO assertAnswered(String name, String check, String culprit, String nextStep) throws Exception {
        FindingDTO finding = findings(name).get(0);
        assertTrue(finding.verdict.contains(culprit), () -> culprit + " in: " + finding.verdict);
        assertTrue(finding.nextStep.contains(nextStep), () -> nextStep + " in: " + finding.nextStep);
        for (Answer answer : answers.to(name, check)) {
            assertEquals(withoutAge(finding.verdict), withoutAge(answer.first()), answer.surface());
            assertEquals(finding.nextStep, answer.last(), answer.surface());
        }
        return finding;
    }

    private static String withoutAge(String line) {
        return line.replaceAll("[0-9][0-9,.]* (ms|s|min)", "T");
    }

    private void callInARead() throws Exception {
        Bundle provider = startPair();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket silent = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket end = server.accept()) {
            scenario.on(
                    GREETS,
                    Step.of(() -> assertEquals('!', silent.getInputStream().read()), Reply.FORGET));
            Task call = async("call provider", () -> scenario.perform("client calls provider"));
            scenario.await(GREETS);
            stop(provider);
            assertBlocked(
                    "CALL",
                    CALLER + ", which is inside " + module("provider") + " in a call of " + module("client"),
                    "let " + CALLER + " return from " + module("provider") + ", or abandon its call: nmr:revoke ");
            end.getOutputStream().write('!');
            call.join();
        }
    }

    private void pendingSide() throws Exception {
        Bundle provider = startPair();
        scenario.on("client detach provider", Step.PENDING);
        stop(provider);
        assertBlocked(
                "PENDING",
                module("client") + ", whose detach() has answered PENDING ",
                "let " + module("client") + " call detachComplete() of binding ");
    }

    private void detachThatDoesNotReturn() throws Exception {
        Bundle provider = startPair();
        Gate gate = new Gate();
        scenario.on("client detach provider", gate);
        async("stop provider", provider::stop);
        gate.awaitReached();
        assertBlocked(
                "CALLBACK",
                "thread task: stop provider, which runs detach() of client " + module("client"),
                "let detach() of client " + module("client") + " return, or go on without it: nmr:revoke ");
    }

    private void asynchronousCall() throws Exception {
        Bundle provider = startPair();
        scenario.perform("client calls provider for later");
        stop(provider);
        assertBlocked(
                "ASYNC_CALL",
                "the asynchronous call org.nmr.itests.npi.Greeter.greetLater of " + module("client"),
                "let " + module("provider") + " complete the result of this call, or abandon it: nmr:revoke ");
        scenario.perform("provider completes greeting of client");
    }

    private void callThatWaitsForALock() throws Exception {
        Bundle provider = startPair();
        Gate kept = new Gate();
        async("keep the lock", () -> {
            synchronized (lock) {
                kept.take();
            }
        });
        kept.awaitReached();
        scenario.on(GREETS, () -> {
            synchronized (lock) {
                return Reply.FORGET;
            }
        });
        async("call provider", () -> scenario.perform("client calls provider"));
        scenario.await(GREETS);
        stop(provider);
        assertBlocked(
                "LOCK",
                "waits for a lock, which thread task: keep the lock holds",
                "let thread task: keep the lock release the lock, or abandon its call: nmr:revoke ");
        kept.open();
    }

    /** On Equinox it is known who has the lock, so the cycle is seen. */
    private void callThatWaitsForTheFramework() throws Exception {
        Bundle provider = startPair();
        Gate gate = new Gate();
        Step.Action startAgain = () -> {
            gate.take();
            provider.start();
        };
        scenario.on(GREETS, Step.of(startAgain, Reply.FORGET));
        Task call = felix.async("call provider", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        async("refresh", () -> felix.refresh(provider));
        Await.until(
                "the refresh waits for the call",
                () -> findings("").stream().anyMatch(each -> each.unload != null && !each.unload.waiting.isEmpty()));
        gate.open();
        if (felix.refreshLocksEverything()) {
            assertBlocked(
                    "FRAMEWORK_LOCK",
                    CALLER + ", which is inside " + module("provider"),
                    "drain the bundle before it is stopped, updated or refreshed");
        } else {
            assertBlocked("CYCLE", "itself, in a cycle of 2 waits: ", "or break the cycle: nmr:revoke ");
        }
        call.interrupt();
        assertTrue(String.valueOf(call.failure()).contains("a step of the script has failed"));
    }

    private void cycle() throws Exception {
        Bundle first = start(ModuleJar.activator("first").provider(NPI));
        Bundle second = start(ModuleJar.activator("second").provider("npi.b"));
        start(ModuleJar.activator("x").client(NPI));
        start(ModuleJar.activator("y").client("npi.b"));
        Gate stopFirst = new Gate();
        Gate stopSecond = new Gate();
        Task inSecond = callThatStops("y calls second", "second greets y", stopFirst, first);
        Task inFirst = callThatStops("x calls first", "first greets x", stopSecond, second);
        stopFirst.open();
        inSecond.awaitBlocked();
        stopSecond.open();
        inFirst.awaitBlocked();
        FindingDTO finding = assertBlocked(
                "CYCLE",
                module("first") + " began to end ",
                "let one of the calls or callbacks of the cycle return, or break the cycle: nmr:revoke ");
        assertTrue(finding.verdict.contains(" and waits for itself, in a cycle of 2 waits: "), finding.verdict);
        felix.runtime().revoke(finding.binding);
    }

    private Task callThatStops(String call, String event, Gate gate, Bundle stopped) {
        Step.Action stop = () -> {
            gate.take();
            stopped.stop();
        };
        scenario.on(event, Step.of(stop, Reply.FORGET));
        Task task = async(call, () -> scenario.perform(call));
        gate.awaitReached();
        return task;
    }

    private void notOffered() throws Exception {
        start(client().required());
        assertUnattached(
                "NOT_OFFERED",
                "no module offers NPI npi.a, for which " + module("client") + " has waited ",
                "install and start a bundle that offers it");
    }

    private void allRefuse() throws Exception {
        scenario.on("provider meets client", Step.REFUSE);
        scenario.on("other meets client", Step.REFUSE);
        start(provider());
        start(ModuleJar.activator("other").provider(NPI));
        start(client().required());
        assertUnattached(
                "REFUSED",
                named("provider") + " and 1 more did not attach: the script wants so",
                "remove the reason in " + module("provider"));
    }

    private void otherClasses() throws Exception {
        start(provider());
        start(client().withOwnNpi().required());
        assertUnattached(
                "CLASSES",
                named("provider") + " offered it with other classes",
                "Export package org.nmr.itests.npi from one NPI bundle, and import it from there on both sides; delete"
                        + " the copy in " + named("client"));
    }

    private void filterMatchesNothing() throws Exception {
        start(provider());
        start(client().filter("(color=red)").required());
        assertUnattached(
                "FILTER",
                "the filter (color=red) does not match " + named("provider"),
                "change the filter of " + module("client") + ", or the characteristics of " + module("provider"));
    }

    private void endingForANewClient() throws Exception {
        Bundle provider = start(provider());
        start(ModuleJar.activator("attached").client(NPI));
        scenario.on("attached detach provider", Step.PENDING);
        stop(provider);
        start(client().required());
        assertEnding("attached", provider);
    }

    private void endingForItsClient() throws Exception {
        Bundle provider = start(provider());
        start(client().required());
        scenario.on("client detach provider", Step.PENDING);
        stop(provider);
        assertEnding("client", provider);
    }

    /** Who asks for all is told what holds the end up; who asks for the client is told where to ask. */
    private void assertEnding(String pending, Bundle provider) throws Exception {
        assertBlocked(
                "PENDING",
                module(pending) + ", whose detach() has answered PENDING ",
                "let " + module(pending) + " call detachComplete() of binding ");
        assertAnswered(
                "client",
                MISSES,
                named("provider") + " has offered it, but its end has begun",
                "nmr:why " + provider.getBundleId() + " says what that end waits for");
    }
}
