// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A module that stops its own bundle inside its own callback is told so; it does not hang. */
class SelfStopIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private Scenario scenario;

    @BeforeEach
    void startRegistrar() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "REFUSE"})
    void stop_insideAttachProvider_throwsAndThePairEndsWithTheCallback(Reply reply) throws Exception {
        Bundle client = felix.start(ModuleJar.activator("client").client("npi.a"));
        scenario.on("client meets provider", stopping(client, reply));
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        assertExplained("the stop of client");
        assertEquals(Bundle.RESOLVED, client.getState());
        assertEquals(Bundle.ACTIVE, provider.getState());
        scenario.takeHistory();
        provider.stop();
        assertEquals(List.of(), pairs(scenario.takeHistory()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client detach provider", "client cleanup provider"})
    void stop_insideDetachOrCleanup_throwsAndTheEndGoesOn(String event) throws Exception {
        Bundle client = startPair(ModuleJar.activator("client").client("npi.a"));
        scenario.on(event, stopping(client, Reply.NORMAL));
        felix.find("provider").stop();
        assertExplained("the stop of client");
        assertEquals(Bundle.RESOLVED, client.getState());
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
    }

    @Test
    void stop_peerInsideDetach_throwsToo() throws Exception {
        Bundle client = startPair(ModuleJar.activator("client").client("npi.a"));
        scenario.on("provider detach client", stopping(client, Reply.NORMAL));
        felix.find("provider").stop();
        assertExplained("the stop of client");
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
    }

    @Test
    void withdraw_publishedModuleInsideItsDetach_isLoggedAndGoesOn() throws Exception {
        startPair(ModuleJar.whiteboard("client").client("npi.a"));
        scenario.on("client detach provider", () -> {
            scenario.perform("client withdraws");
            return Reply.NORMAL;
        });
        felix.find("provider").stop();
        assertTrue(log.await("but this thread is inside one of").startsWith("SEVERE module client"));
        scenario.await("client withdrawn");
    }

    @Test
    void stop_registrarInsideAModulesCallback_throws() throws Exception {
        Bundle registrar = felix.find("org.nmr.registrar");
        startPair(ModuleJar.activator("client").client("npi.a"));
        scenario.on("client detach provider", stopping(registrar, Reply.NORMAL));
        felix.find("provider").stop();
        assertExplained("the stop of the registrar");
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
    }

    /** The one that stops is refused, but only when the call of the other client has ended. */
    @ParameterizedTest
    @CsvSource({"activator, m", "hand, m", "parts, m", "whiteboard, m", "component, m", "activator, org.nmr.registrar"})
    void stop_insideACallWithAnotherClientInside_waitsForThatBefore(String way, String stopped) throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        felix.start(StopOrderIT.jar(way));
        felix.start(ModuleJar.activator("guilty").client("npi.a"));
        felix.start(ModuleJar.activator("innocent").client("npi.a"));
        Gate gate = new Gate(Reply.FORGET);
        scenario.on("m greets innocent", gate);
        Task innocent = felix.async("innocent", () -> scenario.perform("innocent calls m"));
        gate.awaitReached();
        scenario.on("m stopping", Step.FORGET);
        Step stop = stopping(felix.find(stopped), Reply.FORGET);
        scenario.on("m greets guilty", () -> {
            stop.take();
            scenario.record("goes on");
            return Reply.FORGET;
        });
        Task guilty = felix.async("guilty", () -> scenario.perform("guilty calls m"));
        Await.until(
                "the stop waits",
                () -> felix.runtime().getUnloads().stream().anyMatch(unload -> !unload.waiting.isEmpty()));
        guilty.awaitBlocked();
        assertFalse(scenario.history().contains("goes on"));

        gate.open();
        innocent.join();
        guilty.join();
        assertTrue(scenario.history().contains("goes on"));
        if (way.equals("activator")) {
            assertExplained("the stop of " + stopped);
        } else {
            log.await("but this thread is inside one of");
        }
    }

    /** The client registers second, so its register call has not returned the handle yet. */
    @ParameterizedTest
    @ValueSource(strings = {"activator", "hand", "parts", "whiteboard", "component"})
    void deregister_insideTheFirstAttachProvider_endsBeforeTheHandleIsThere(String way) throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        scenario.takeHistory();
        scenario.on("m meets provider", () -> {
            scenario.perform("m ends itself");
            return Reply.NORMAL;
        });
        Bundle module = felix.start(StopOrderIT.module(way).client("npi.a"));
        List<String> expected = all(
                List.of("m meets provider", "m ends itself: begun", "m is told not to wait", "provider meets m"),
                List.of("m attached to provider"),
                end("m", "provider"));
        assertEquals(expected, pairs(scenario.takeHistory()));

        module.stop();
        assertEquals(List.of(), pairs(scenario.takeHistory()));
    }

    private Bundle startPair(ModuleJar jar) throws Exception {
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        Bundle client = felix.start(jar);
        scenario.takeHistory();
        return client;
    }

    private Step stopping(Bundle bundle, Reply reply) {
        return () -> {
            try {
                bundle.stop();
            } catch (BundleException e) {
                thrown.set(e);
            }
            return reply;
        };
    }

    private void assertExplained(String what) {
        Throwable cause =
                assertInstanceOf(BundleException.class, thrown.get(), what).getCause();
        assertInstanceOf(IllegalStateException.class, cause);
        assertTrue(cause.getMessage().contains("cannot be awaited here"), cause::getMessage);
    }
}
