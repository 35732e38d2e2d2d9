// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.support.Culprits.assertNames;
import static org.nmr.itests.support.Culprits.only;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.UnloadDTO;
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
import org.osgi.framework.BundleException;

/** Whoever holds an unload up is named: by the DTOs, by {@code nmr:why} and in the log. */
class WhoBlocksIT {
    private static final String GREETS = "provider greets client";
    private static final String CALLER = "task: call provider";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Culprits culprits;
    private Bundle provider;
    private Bundle client;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO, Shipped.REGISTRAR);
        culprits = new Culprits(felix);
        provider = felix.start(
                ModuleJar.activator("provider").provider("npi.a").characteristic(UnloadPolicy.REPORT_AFTER, 300));
        client = felix.start(ModuleJar.activator("client").client("npi.a"));
    }

    @Test
    void stop_sideNeverCompletes_itsBundleIsNamedAndSinceWhenItIsPending() throws Exception {
        scenario.on("client detach provider", Step.PENDING);
        Task stop = stopProvider();

        String logged = log.await("has waited");
        UnloadDTO unload = only(culprits.of(provider));
        assertEquals("provider", unload.owner.name);
        assertEquals(List.of(stop.toString()), unload.waiting);
        BindingDTO binding = only(unload.outstanding);
        assertEquals(client.getBundleId(), binding.client.owner.bundle);
        assertEquals("client", binding.client.owner.name);
        assertEquals("org.nmr.itests.modules.ModuleActivator", binding.client.owner.module);
        assertEquals("PENDING", binding.client.state);
        assertTrue(
                binding.client.pendingMillis >= 300 && binding.client.pendingMillis <= unload.ageMillis,
                binding::toString);
        assertEquals(0, binding.client.calls, "calls of the client");
        assertEquals("DONE", binding.provider.state);
        List<String> names = List.of("client [" + client.getBundleId() + "]", "client PENDING for ", "provider DONE");
        assertNames(names, logged);
        assertNames(names, culprits.why(provider));

        scenario.perform("client completes provider");
        stop.join();
        assertNobodyBlocks();
    }

    @Test
    void stop_callStuckInARead_itsThreadIsNamedAndWhereItReads() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket silent = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket end = server.accept()) {
            scenario.on(
                    GREETS,
                    Step.of(() -> assertEquals('!', silent.getInputStream().read()), Reply.FORGET));
            Task call = felix.async("call provider", () -> scenario.perform("client calls provider"));
            scenario.await(GREETS);
            Task stop = stopProvider();

            String logged = log.await("java.net.Socket$SocketInputStream.read(");
            HolderDTO holder = culprits.awaitHolderAt(provider, "java.net.Socket$SocketInputStream.read");
            assertEquals(CALLER, holder.thread);
            assertEquals(1, holder.calls);
            assertEquals("RUNNABLE", holder.state);
            assertEquals("", holder.frameworkLock);
            assertTrue(
                    holder.stack.stream().anyMatch(frame -> frame.contains("ScriptedGreeter.greet")),
                    () -> holder.stack.toString());
            BindingDTO binding = only(only(culprits.of(provider)).outstanding);
            assertEquals(1, binding.client.calls, "calls of the client");
            assertEquals(0, binding.provider.calls, "calls of the provider");
            List<String> names = List.of(
                    "client has detached with 1 call still in flight for at least ",
                    "inside the provider: thread " + CALLER + " (RUNNABLE)",
                    "java.net.Socket$SocketInputStream.read(");
            assertNames(names, logged);
            assertNames(names, culprits.why(provider));

            end.getOutputStream().write('!');
            call.join();
            stop.join();
        }
        assertNobodyBlocks();
    }

    /** B-7. */
    @Test
    void stop_insideACall_isToldThePathAndTheThreadIsNamedWhileItIsInside() throws Exception {
        AtomicReference<BundleException> thrown = new AtomicReference<>();
        Gate gate = new Gate(Reply.FORGET);
        scenario.on(GREETS, () -> {
            thrown.set(assertThrows(BundleException.class, provider::stop));
            return gate.take();
        });
        Task call = felix.async("call provider", () -> scenario.perform("client calls provider"));
        gate.awaitReached();

        Throwable cause =
                assertInstanceOf(IllegalStateException.class, thrown.get().getCause());
        List<String> path = List.of("waits for this thread " + CALLER, "inside a call through binding ");
        assertNames(path, String.valueOf(cause.getMessage()));
        assertTrue(log.await("all modules of provider [").startsWith("SEVERE"));
        UnloadDTO unload = only(culprits.of(provider));
        assertEquals(List.of(), unload.waiting);
        HolderDTO holder = only(only(unload.outstanding).client.holders);
        assertEquals(CALLER, holder.thread);
        assertEquals(1, holder.calls);
        List<String> names = List.of(
                "client has detached with 1 call still in flight",
                "inside the provider: thread " + CALLER,
                "Gate.take(");
        assertNames(names, culprits.why(provider));

        gate.open();
        call.join();
        assertNobodyBlocks();
    }

    @Test
    void stop_asynchronousCallNeverEnds_itsMethodIsNamedAndItsAge() throws Exception {
        scenario.perform("client calls provider for later");
        Task stop = stopProvider();

        String logged = log.await("has waited");
        BindingDTO binding = only(only(culprits.of(provider)).outstanding);
        assertEquals(1, binding.client.calls, "calls of the client");
        HolderDTO holder = only(binding.client.holders);
        assertEquals("", holder.thread);
        assertEquals(-1, holder.threadId);
        assertEquals("org.nmr.itests.npi.Greeter.greetLater", holder.what);
        assertTrue(holder.ageMillis >= 300, () -> holder.ageMillis + " ms");
        assertTrue(binding.client.oldestCallMillis >= holder.ageMillis, binding::toString);
        List<String> names = List.of(
                "client has detached with 1 call still in flight",
                "an asynchronous call of org.nmr.itests.npi.Greeter.greetLater, for ");
        assertNames(names, logged);
        assertNames(names, culprits.why(provider));

        scenario.perform("provider completes greeting of client");
        stop.join();
        assertNobodyBlocks();
    }

    private Task stopProvider() {
        return felix.async("stop provider", provider::stop).awaitBlocked();
    }

    private void assertNobodyBlocks() {
        assertEquals(List.of(), culprits.of(provider));
        assertEquals(List.of(), felix.runtime().getRegistrar().unloads);
    }
}
