// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.BundleContext;

/** What tests of drained services begin with: a framework, the registrar, the bundle that drains, and a consumer. */
abstract class DrainSetUp {
    @RegisterExtension
    final Felix felix;

    @RegisterExtension
    final LogCapture log = new LogCapture();

    Scenario scenario;

    /** In whose name a test uses services. */
    BundleContext user;

    DrainSetUp() {
        this(Map.of());
    }

    /** With these properties of the framework. */
    DrainSetUp(Map<String, String> properties) {
        felix = new Felix(properties);
    }

    @BeforeEach
    void takeScenario() {
        scenario = felix.scenario();
    }

    void startComponents() throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
    }

    /** Starts the shell and the consumer, too. */
    void startDrain() throws Exception {
        felix.start(Shipped.GOGO);
        felix.startRegistrar();
        felix.start(Shipped.DRAIN);
        user = felix.start(ModuleJar.importing("user")).getBundleContext();
    }

    /** Returns what the consumer sees. */
    Work get() {
        return user.getService(user.getServiceReference(Work.class));
    }

    /** Returns what {@code nmr:services} says. */
    String services() {
        try {
            return felix.command("nmr:services -l");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Configures the bundle that drains, and returns when it has been told. */
    void configure(Map<String, ?> values) throws Exception {
        Configurations.update(felix.context(), "nmr.drain", values);
        Configurations.awaitDelivered(felix.context());
    }

    void awaitServices(String text) {
        Await.until("nmr:services shows " + text, () -> services().contains(text));
    }

    /** Waits until a service of this type is drained. */
    void awaitDrained(String type) {
        Await.until(
                "nmr:services shows that " + type + " is drained",
                () -> services().lines().anyMatch(line -> line.contains(type + " ") && line.contains(" DRAINED ")));
    }

    /** Calls the bundle {@code worker}, and returns when the call is inside. */
    Inside enter(Work work) {
        return enter(work, "worker");
    }

    Inside enter(Work work, String worker) {
        Gate gate = new Gate();
        scenario.on(worker + " works on something", gate);
        Task call = felix.async("call", () -> assertEquals(worker + " did something", work.on("something")));
        gate.awaitReached();
        return new Inside(gate, call);
    }

    /** Returns what happened, without what is told of activations. */
    List<String> ends() {
        return scenario.history().stream()
                .filter(event -> !event.endsWith("activated"))
                .toList();
    }

    /**
     * A call that stays inside until the test lets it go.
     *
     * @param gate where it stays
     * @param call the thread
     */
    record Inside(Gate gate, Task call) {
        /** Lets it go; it must not have been cut off. */
        void leave() {
            gate.open();
            call.join();
        }
    }
}
