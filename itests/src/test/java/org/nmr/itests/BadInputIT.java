// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;
import static org.nmr.itests.support.Culprits.only;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.RegistrarOptions;
import org.nmr.UnloadPolicy;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** Calls by hand that are not closed as they should be: whoever does it is told, and the count stays right. */
class BadInputIT {
    private static final String TWICE = ": expected an open call, but it is closed already. Close each call once";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Bundle provider;

    @AfterEach
    void clearProperty() {
        System.clearProperty(RegistrarOptions.DEBUG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void close_twice_isRefusedAndCountedOnce(boolean debug) throws Exception {
        startPair(debug, provider());
        scenario.perform("client enters provider");
        assertEquals(1, calls());
        scenario.perform("client leaves provider");
        assertLeavingFails(TWICE);
        assertEquals(0, calls());
        scenario.takeHistory();
        provider.stop();
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
        assertLeavingFails(TWICE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void close_otherThread_isRefusedAndTheCallStaysOpen(boolean debug) throws Exception {
        startPair(debug, provider());
        Gate gate = new Gate();
        Task caller = felix.async("caller", () -> {
            scenario.perform("client enters provider");
            gate.take();
            scenario.perform("client leaves provider");
        });
        gate.awaitReached();
        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        Throwable refused = felix.async("other", () -> scenario.perform("client leaves provider"))
                .failure();
        String message = String.valueOf(
                assertInstanceOf(IllegalStateException.class, refused).getMessage());
        assertTrue(
                message.contains(
                        ": expected close() on thread task: caller, which has opened the call, but was on thread"
                                + " task: other. Close each call on the thread that opened it"),
                message);
        assertTrue(stop.isRunning());
        assertEquals(1, calls());

        gate.open();
        caller.join();
        stop.join();
        assertLeavingFails(debug ? ": expected close() on thread task: caller" : ": expected close() on ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void close_afterTheCallWasAbandoned_isIgnoredOnceAndThenRefused(boolean debug) throws Exception {
        startPair(
                debug,
                provider()
                        .characteristic(UnloadPolicy.DEADLINE, "PT0.2S")
                        .characteristic(UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE));
        scenario.perform("client enters provider");
        felix.async("stop provider", provider::stop).join();
        assertEquals(1, felix.runtime().getRegistrar().abandonedCalls);
        Throwable detached =
                assertThrows(IllegalStateException.class, () -> scenario.perform("client uses call of provider"));
        assertEquals("org.nmr.DetachedException", detached.getClass().getName(), detached::toString);
        scenario.perform("client leaves provider");
        assertLeavingFails(TWICE);
        assertEquals(1, felix.runtime().getRegistrar().abandonedCalls);
    }

    private void startPair(boolean debug, ModuleJar jar) throws Exception {
        System.setProperty(RegistrarOptions.DEBUG, String.valueOf(debug));
        scenario = felix.scenario();
        felix.startRegistrar();
        provider = felix.start(jar);
        felix.start(ModuleJar.activator("client").client("npi.a"));
    }

    private static ModuleJar provider() {
        return ModuleJar.activator("provider").provider("npi.a");
    }

    private void assertLeavingFails(String why) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> scenario.perform("client leaves provider"));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("Call of ") && message.contains(why), message);
    }

    private int calls() {
        return only(felix.runtime().getRegistrar().bindings).client.calls;
    }
}
