// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Whatever a bundle forgets and however it ends, no call is inside when the framework goes on. */
class ForgetfulStopIT {
    private static final String INSIDE = "m greets client";

    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;
    private Gate gate;
    private Bundle bundle;
    private Task call;

    /** What the bundle forgets. */
    private enum Forgets {
        /** Its {@code stop()} does nothing. */
        EVERYTHING(ModuleJar.byHand("m")) {
            @Override
            void prepare(Scenario scenario) {
                scenario.on("m stopping", Step.FORGET);
            }
        },
        /** The same, and it has released the registrar's service before. */
        AND_HAS_RELEASED_THE_SERVICE(ModuleJar.byHand("m")) {
            @Override
            void prepare(Scenario scenario) {
                scenario.perform("m releases the registrar");
                scenario.on("m stopping", Step.FORGET);
            }
        },
        /** It releases the service in {@code stop()}, instead of unloading. */
        AND_RELEASES_THE_SERVICE(ModuleJar.byHand("m")) {
            @Override
            void prepare(Scenario scenario) {
                scenario.on("m stopping", Step.of(() -> scenario.perform("m releases the registrar"), Reply.FORGET));
            }
        },
        AND_THROWS(ModuleJar.byHand("m")) {
            @Override
            void prepare(Scenario scenario) {
                scenario.on("m stopping", Step.fail(new IllegalStateException("scripted")));
            }
        },
        AND_THROWS_BEFORE_IT_UNLOADS(ModuleJar.activator("m")) {
            @Override
            void prepare(Scenario scenario) {
                scenario.on("m stopping", Step.fail(new IllegalStateException("scripted")));
            }
        },
        A_MODULE(ModuleJar.parts("m")),
        A_PUBLISHED_MODULE(ModuleJar.whiteboard("m")),
        AND_THROWS_WITH_A_PUBLISHED_MODULE(ModuleJar.whiteboard("m")) {
            @Override
            void prepare(Scenario scenario) {
                scenario.on("m stopped", Step.fail(new IllegalStateException("scripted")));
            }
        },
        A_COMPONENT(ModuleJar.component("m"));

        private final ModuleJar jar;

        Forgets(ModuleJar jar) {
            this.jar = jar.provider("npi.a");
        }

        void prepare(Scenario scenario) {
            // its stop() does not unload
        }
    }

    /** How the bundle ends. */
    private enum End {
        STOP {
            @Override
            void run(Felix felix, Bundle bundle, ModuleJar jar) throws Exception {
                bundle.stop();
            }
        },
        UPDATE {
            @Override
            void run(Felix felix, Bundle bundle, ModuleJar jar) throws Exception {
                felix.update(bundle, jar);
            }
        },
        UNINSTALL {
            @Override
            void run(Felix felix, Bundle bundle, ModuleJar jar) throws Exception {
                bundle.uninstall();
            }
        },
        REFRESH {
            @Override
            void run(Felix felix, Bundle bundle, ModuleJar jar) throws Exception {
                felix.refresh(bundle);
            }
        },
        END_OF_FRAMEWORK {
            @Override
            void run(Felix felix, Bundle bundle, ModuleJar jar) throws Exception {
                felix.framework().stop();
                felix.awaitStopped();
            }
        };

        abstract void run(Felix felix, Bundle bundle, ModuleJar jar) throws Exception;
    }

    static Stream<Arguments> everything() {
        return Arrays.stream(Forgets.values())
                .flatMap(forgets -> Arrays.stream(End.values()).map(end -> Arguments.of(forgets, end)));
    }

    @BeforeEach
    void startClient() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        felix.startRegistrar();
        felix.start(ModuleJar.activator("client").client("npi.a"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void end_callInsideAForgetfulBundle_waitsForIt(Forgets forgets, End how) throws Exception {
        bundle = felix.start(forgets.jar);
        call();
        forgets.prepare(scenario);
        Task end = felix.async(how + " m", () -> how.run(felix, bundle, forgets.jar));
        assertWaits(end);
        BundleException thrown = end.failure() instanceof BundleException failed ? failed : null;
        assertTrue(thrown == null || forgets.name().contains("THROWS"), () -> "thrown: " + thrown);
    }

    /**
     * What is registered during a {@code start()} that fails ends with it; Felix calls the bundle resolved before
     * that.
     */
    @ParameterizedTest
    @EnumSource(names = {"EVERYTHING", "AND_THROWS_BEFORE_IT_UNLOADS"})
    void start_failsWithACallInside_waitsForIt(Forgets way) throws Exception {
        bundle = felix.install(way.jar);
        scenario.on("m started", () -> {
            call();
            throw new IllegalStateException("scripted");
        });
        Task start = felix.async("start m", bundle::start);
        assertWaits(start);
        assertEquals("scripted", start.failure().getCause().getMessage());
    }

    private void call() {
        gate = new Gate(Reply.FORGET);
        scenario.on(INSIDE, gate);
        call = felix.async("call m", () -> scenario.perform("client calls m"));
        gate.awaitReached();
    }

    private void assertWaits(Task end) {
        Await.until(
                "a thread waits",
                () -> felix.runtime().getUnloads().stream().anyMatch(unload -> !unload.waiting.isEmpty()));
        assertTrue(end.isRunning(), "it waits for the call");
        gate.open();
        call.join();
        end.failure();
    }
}
