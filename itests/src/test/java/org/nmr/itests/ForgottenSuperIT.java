// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** An activator that overrides a method and forgets to call it in the superclass is warned of, once. */
class ForgottenSuperIT {
    private static final String NO_START = "has not called super.start(context)";
    private static final String NO_STOP = "has ended without super.stop(context)";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private long count(String part) {
        return log.messages().stream().filter(message -> message.contains(part)).count();
    }

    private void assertWarned(Bundle bundle, String part) {
        String warning = log.await(part);
        assertTrue(warning.startsWith("WARNING bundle " + name(bundle) + ": "), warning);
        assertTrue(warning.contains("activator org.nmr.itests.modules.ForgetfulActivator"), warning);
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]";
    }

    /** Each look for a forgotten call is over when that of a later bundle is. */
    private void awaitLooks() throws Exception {
        Bundle last = felix.start(ModuleJar.forgetful("last", "start"));
        log.await("WARNING bundle " + name(last));
        last.stop();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_superIsForgotten_isWarnedOfOnce(boolean registrarFirst) throws Exception {
        if (registrarFirst) {
            felix.startRegistrar();
        }
        ModuleJar jar = ModuleJar.forgetful("m", "start").provider("npi.a");
        Bundle bundle = felix.start(jar);
        if (!registrarFirst) {
            felix.startRegistrar();
        }
        assertWarned(bundle, NO_START);
        bundle.stop();
        bundle.start();
        awaitLooks();
        assertEquals(
                1,
                log.messages().stream()
                        .filter(each -> each.contains(name(bundle)))
                        .count());
        felix.update(bundle, jar);
        Await.until("the author has forgotten it again", () -> count(name(bundle)) == 2);
    }

    @Test
    void stop_superIsForgotten_isWarnedOfOnce() throws Exception {
        felix.startRegistrar();
        ModuleJar jar = ModuleJar.forgetful("m", "stop").provider("npi.a");
        Bundle bundle = felix.start(jar);
        bundle.stop();
        assertWarned(bundle, NO_STOP);
        bundle.start();
        bundle.stop();
        assertEquals(1, count(NO_STOP));
        felix.update(bundle, jar);
        bundle.start();
        bundle.stop();
        Await.until("the author has forgotten it again", () -> count(NO_STOP) == 2);
    }

    @Test
    void stop_throwsBeforeSuper_isWarnedOf() throws Exception {
        felix.startRegistrar();
        Bundle bundle = felix.start(ModuleJar.forgetful("m", "throw").provider("npi.a"));
        BundleException thrown = assertThrows(BundleException.class, bundle::stop);
        assertEquals("scripted", thrown.getCause().getMessage());
        assertWarned(bundle, NO_STOP);
    }

    /** The registrar withdraws the module by itself, before the thread of the module comes to {@code super.stop}. */
    @Test
    void stop_registrarStopsMeanwhile_saysNothing() throws Exception {
        Bundle registrar = felix.startRegistrar();
        Gate gate = new Gate();
        felix.scenario().on("m stopping", gate);
        Bundle module = felix.start(ModuleJar.activator("m").provider("npi.a"));
        Task stop = felix.async("stop m", module::stop);
        gate.awaitReached();
        registrar.stop();
        gate.open();
        stop.join();
        assertEquals(List.of(), log.messages());
    }

    /** The framework withdraws the module without any {@code stop()}. */
    @Test
    void start_failsAfterSuper_saysNothing() throws Exception {
        felix.startRegistrar();
        Bundle bundle = felix.install(ModuleJar.forgetful("m", "fail").provider("npi.a"));
        BundleException thrown = assertThrows(BundleException.class, bundle::start);
        assertEquals("scripted", thrown.getCause().getMessage());
        awaitLooks();
        assertEquals(1, log.messages().size(), () -> log.messages().toString());
    }

    @Test
    void stop_withTheFrameworkAndSuperIsForgotten_isWarnedOf() throws Exception {
        felix.startRegistrar();
        Bundle bundle = felix.start(ModuleJar.forgetful("m", "stop").provider("npi.a"));
        String name = name(bundle);
        felix.framework().stop();
        felix.awaitStopped();
        assertTrue(log.await(NO_STOP).contains(name));
    }

    /** No way in is warned of that calls what it overrides, or that has nothing to call. */
    @Test
    void startAndStop_nothingForgotten_saysNothing() throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        Bundle registrar = felix.startRegistrar();
        List<Bundle> modules = List.of(
                felix.start(ModuleJar.forgetful("f", "").provider("npi.a")),
                felix.start(ModuleJar.activator("a").provider("npi.a")),
                felix.start(ModuleJar.whiteboard("w").provider("npi.a")),
                felix.start(ModuleJar.byHand("h").provider("npi.a")),
                felix.start(ModuleJar.parts("p").provider("npi.a")),
                felix.start(ModuleJar.component("c").provider("npi.a")));
        registrar.stop();
        registrar.start();
        for (Bundle module : modules) {
            module.stop();
            module.start();
            felix.refresh(module);
        }
        awaitLooks();
        assertEquals(1, log.messages().size(), () -> log.messages().toString());
    }
}
