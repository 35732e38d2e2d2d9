// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Step;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** What is configured for drained services: the filter, the policy, and what is said of bad input. */
class DrainPolicyIT extends DrainSetUp {
    private static final String SHORT = "nmr.drain=true;nmr.unload.deadline=PT3S;nmr.unload.report.after=PT0.5S";

    @BeforeEach
    void start() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        startDrain();
    }

    @Test
    void configure_filter_drainsServicesThatNobodyKnows() throws Exception {
        felix.start(ModuleJar.worker("worker", ""));
        configure(Map.of("filter", "(kind=work)"));
        awaitServices("DRAINED");
        assertEquals("worker did it", get().on("it"));
        assertEquals(1, user.getServiceReferences(Work.class, null).size());
    }

    @Test
    void configure_filterForAServiceInUse_leavesItUntilItIsRegisteredAgain() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", ""));
        get();
        configure(Map.of("filter", "(kind=work)"));
        awaitServices("already in use by user");
        assertEquals("worker did it", get().on("it"));
        worker.stop();
        worker.start();
        awaitServices("DRAINED");
    }

    @Test
    void configure_badInput_keepsThePresentConfiguration() throws Exception {
        configure(Map.of("filter", "(kind=work)"));
        Bundle worker = felix.start(ModuleJar.worker("worker", ""));
        awaitServices("DRAINED");
        for (String filter : new String[] {"(kind=work", "(objectClass=*)"}) {
            configure(Map.of("filter", filter));
        }
        configure(Map.of("filter", "(kind=none)", "hold", "-5"));
        worker.stop();
        worker.start();
        awaitServices("DRAINED");
        assertEquals("worker did it", get().on("it"));
    }

    @Test
    void services_wrongArguments_areAnsweredInOneLine() throws Exception {
        assertEquals("null", felix.command("nmr:services --json"));
        assertEquals("null", felix.command("nmr:release"));
        assertEquals("null", felix.command("nmr:release nothing"));
        assertTrue(felix.command("nmr:services --help").startsWith("usage: nmr:services"));
        assertTrue(felix.command("nmr:release --help").startsWith("usage: nmr:release"));
    }

    /** The call waits for the lock, and the thread with the lock for the call. */
    @Test
    void unregister_insideALockThatTheCallNeeds_endsByTheDeadlineAndNamesTheLock() throws Exception {
        felix.start(ModuleJar.worker("worker", SHORT));
        Work work = get();
        Gate gate = new Gate();
        scenario.on(
                "worker works on something",
                Step.of(
                        () -> {
                            gate.take();
                            scenario.perform("worker takes its lock");
                        },
                        Reply.NORMAL));
        Task call = felix.async("the call", () -> work.on("something"));
        gate.awaitReached();
        Task unregister = felix.async("the unregistration", () -> scenario.perform("worker unregisters in its lock"))
                .awaitBlocked();
        gate.open();
        String report = log.await("waits for a lock of class");
        unregister.join();
        call.join();
        assertTrue(report.contains("thread task: the unregistration waits for the unload of"), report);
        assertTrue(
                report.contains("thread task: the call waits for a lock of class org.nmr.itests.plain.Worker that"
                        + " thread task: the unregistration holds"),
                report);
    }

    @Test
    void stop_callThatDoesNotReturn_endsByTheDeadline() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", SHORT));
        Work work = get();
        Gate gate = new Gate();
        scenario.on("worker works on something", gate);
        Task call = felix.async("call", () -> work.on("something"));
        gate.awaitReached();
        worker.stop();
        assertEquals(Bundle.RESOLVED, worker.getState());
        gate.open();
        assertTrue(call.failure() instanceof IllegalStateException, () -> "" + call.failure());
    }

    @Test
    void stop_insideACallOfItsService_doesNotHang() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", "nmr.drain=true"));
        Work work = get();
        scenario.on("worker works on something", Step.of(worker::stop, Reply.NORMAL));
        Task call = felix.async("call", () -> work.on("something"));
        call.failure();
        assertEquals(Bundle.RESOLVED, worker.getState());
    }
}
