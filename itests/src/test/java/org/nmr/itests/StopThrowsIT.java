// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A {@code stop()} that throws stops its bundle all the same, so an exception is no veto; it aborts an update. Both
 * frameworks agree, and the bindings have ended before. They differ in the next start.
 */
class StopThrowsIT {
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");
    private static final IllegalStateException SCRIPTED = new IllegalStateException("scripted");

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Bundle provider;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(ModuleJar.activator("client").client("npi.a"));
        provider = felix.start(PROVIDER);
        scenario.takeHistory();
    }

    @Test
    void stop_throwsAfterItsUnload_bundleIsStoppedAndMayStartAgain() throws Exception {
        scenario.on("provider stopped", Step.fail(SCRIPTED));
        assertSame(SCRIPTED, assertThrows(BundleException.class, provider::stop).getCause());
        assertEnded();
        assertStartsAgain();
    }

    @Test
    void update_stopThrowsAfterItsUnload_isAbortedWithTheOldRevisionStopped() throws Exception {
        scenario.on("provider stopped", Step.fail(SCRIPTED));
        long before = provider.getLastModified();
        assertThrows(BundleException.class, () -> felix.update(provider, PROVIDER));
        assertEquals(before, provider.getLastModified());
        assertEnded();
        assertStartsAgain();
    }

    @Test
    void refresh_stopThrowsAfterItsUnload_goesThroughAndStartsItAgainOnFelix() throws Exception {
        scenario.on("provider stopped", Step.fail(SCRIPTED));
        felix.refresh(provider);
        List<String> history = pairs(scenario.takeHistory());
        scenario.on("provider stopped", () -> Reply.NORMAL);
        if (nextStartFails()) {
            assertEquals(end("client", "provider"), history);
            assertEquals(Bundle.RESOLVED, provider.getState());
            provider.start();
            history = all(history, pairs(scenario.takeHistory()));
        }
        assertEquals(all(end("client", "provider"), attach("client", "provider")), history);
        assertEquals(Bundle.ACTIVE, provider.getState());
    }

    @Test
    void uninstall_stopThrowsAfterItsUnload_goesThrough() throws Exception {
        scenario.on("provider stopped", Step.fail(SCRIPTED));
        provider.uninstall();
        assertEquals(Bundle.UNINSTALLED, provider.getState());
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
    }

    /** An exception of a callback concerns its pair only, and so no update. */
    @Test
    void update_cleanupThrows_isLoggedAndGoesThrough() throws Exception {
        scenario.on("provider cleanup client", Step.fail(SCRIPTED));
        felix.update(provider, PROVIDER);
        assertEquals(all(end("client", "provider"), attach("client", "provider")), pairs(scenario.takeHistory()));
        assertEquals(Bundle.ACTIVE, provider.getState());
        assertTrue(
                log.messages().stream().anyMatch(message -> message.contains("cleanup")),
                () -> log.messages().toString());
        scenario.on("provider cleanup client", () -> Reply.NORMAL);
    }

    /** B-7: the call would wait for itself, so its update of the bundle that it is in is refused. */
    @Test
    void update_insideACallOfTheBundle_isAborted() throws Exception {
        long before = provider.getLastModified();
        scenario.on(
                "provider greets client",
                Step.of(
                        () -> assertThrows(BundleException.class, () -> felix.update(provider, PROVIDER)),
                        Reply.FORGET));
        felix.async("call provider", () -> scenario.perform("client calls provider"))
                .join();
        assertEquals(before, provider.getLastModified());
        assertEquals(all(List.of("provider greets client"), end("client", "provider")), pairs(scenario.takeHistory()));
        assertStartsAgain();
    }

    private void assertEnded() {
        assertEquals(Bundle.RESOLVED, provider.getState());
        assertEquals(all(end("client", "provider"), List.of("provider stopped")), scenario.takeHistory());
    }

    /**
     * Equinox keeps the bundle's old context after such a stop, so the next start is in vain, and the one after it is
     * not.
     */
    private boolean nextStartFails() {
        return !felix.refreshLocksEverything();
    }

    private void assertStartsAgain() throws BundleException {
        scenario.on("provider stopped", () -> Reply.NORMAL);
        scenario.on("provider greets client", () -> Reply.NORMAL);
        if (nextStartFails()) {
            Throwable cause =
                    assertThrows(BundleException.class, provider::start).getCause();
            assertEquals("BundleContext is no longer valid " + provider, cause.getMessage());
        }
        provider.start();
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
        scenario.perform("client calls provider");
        assertEquals(List.of("provider greets client", "client hears hello client"), scenario.takeHistory());
    }
}
