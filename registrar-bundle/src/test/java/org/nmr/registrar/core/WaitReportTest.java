// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Deregistration;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Whoever waits long says for whom. */
@Clause("B-7, B-8, C-135")
class WaitReportTest {
    private static final FakeTiming.Step NOTHING = () -> {};

    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private Deregistration pendingEnd() {
        client.register();
        provider.register();
        provider.detachesLater();
        return client.deregister();
    }

    @Test
    void await_shorterThanFiveSeconds_saysNothing() {
        Deregistration end = pendingEnd();
        timing.at(4, () -> provider.context().complete());
        end.await();

        assertEquals(4, timing.seconds());
        assertEquals(List.of(), world.log.entries());
    }

    @Test
    void await_longer_saysForWhomAndWhenItIsOver() {
        Deregistration end = pendingEnd();
        timing.at(7, () -> provider.context().complete());
        end.await();

        world.log.takeWarning(
                "client registration", "c [", "test.npi", "5 s for", "p [", "provider PENDING for 5 s", "client DONE");
        assertEquals(1, world.log.entries().size());
        assertTrue(world.log.entries().get(0).message().contains("complete"));
    }

    @Test
    void await_veryLong_reportsAtGrowingIntervals() {
        Deregistration end = pendingEnd();
        timing.at(60, () -> provider.context().complete());
        end.await();

        List.of(5, 15, 35).forEach(time -> world.log.takeWarning("has waited " + time + " s", "provider PENDING"));
        assertTrue(world.log.entries().get(0).message().contains("complete after 60 s"));
    }

    @Test
    void await_reportAfterChangesMeanwhile_holdsWithinASecond() {
        world.registrar.configure(Policy.DEFAULT.with(Map.of(UnloadPolicy.REPORT_AFTER, "PT1H")), false);
        Deregistration end = pendingEnd();
        timing.at(
                        2,
                        () -> world.registrar.configure(
                                Policy.DEFAULT.with(Map.of(UnloadPolicy.REPORT_AFTER, "PT1S")), false))
                .at(6, () -> provider.context().complete());
        end.await();

        world.log.takeWarning("has waited 2 s");
        world.log.takeWarning("has waited 4 s");
    }

    @Test
    void await_limited_waitsNoLongerThanThat() {
        Deregistration end = pendingEnd();
        timing.at(9, NOTHING);
        assertFalse(end.await(Duration.ofSeconds(3)));
        assertEquals(3, timing.seconds());
        assertEquals(List.of(), world.log.entries());

        provider.context().complete();
    }

    @Test
    void await_limitedAndOverInTime_answersTrue() {
        Deregistration end = pendingEnd();
        timing.at(2, () -> provider.context().complete());

        assertTrue(end.await(Duration.ofSeconds(3)));
        assertEquals(2, timing.seconds());
    }

    @Test
    void await_intervalBeyondTheRangeOfTheClock_reportsOnce() {
        world.registrar.configure(Policy.DEFAULT.with(Map.of(UnloadPolicy.REPORT_AFTER, "P36500D")), false);
        Deregistration end = pendingEnd();
        long century = Duration.ofDays(36_500).toSeconds();
        timing.at(1, () -> timing.pass(century))
                .at(century + 9, () -> provider.context().complete());
        end.await();

        world.log.takeWarning("provider PENDING");
    }

    @Test
    void await_limitedAndLong_reportsMeanwhile() {
        Deregistration end = pendingEnd();
        timing.at(9, NOTHING);
        assertFalse(end.await(Duration.ofSeconds(7)));
        assertEquals(7, timing.seconds());
        world.log.takeWarning("5 s", "provider PENDING");

        provider.context().complete();
    }

    @Test
    @Clause("C-161")
    void await_interrupted_keepsToTheLimitAndTheFlag() {
        Deregistration end = pendingEnd();
        timing.at(1, () -> {
                    throw new InterruptedException();
                })
                .at(9, NOTHING);
        assertFalse(end.await(Duration.ofSeconds(3)));
        assertEquals(3, timing.seconds());
        assertTrue(Thread.interrupted());

        provider.context().complete();
    }

    @Test
    @Clause("C-158, C-167")
    void await_ofAModule_namesTheModuleAndEachRegistrationItWaitsFor() {
        LiveModule module = world.module("m");
        ScriptedClient<ClientCalls, ProviderCalls> second = world.client("d");
        client.in(module);
        second.in(module);
        second.register();
        client.register();
        provider.register();
        provider.detachesLater();
        timing.at(7, () -> provider.contexts().forEach(ScriptedContext::complete));
        module.close();

        assertEquals(
                4,
                world.log
                        .takeWarning("module m", "5 s", "p [", "provider PENDING")
                        .message()
                        .lines()
                        .count());
    }

    @Test
    void await_forVeryManyBindings_namesTenAndCountsTheRest() {
        provider.register();
        provider.detachesLater();
        List<ScriptedClient<ClientCalls, ProviderCalls>> clients =
                IntStream.range(0, 12).mapToObj(i -> world.client("c" + i)).toList();
        clients.forEach(ScriptedModule::register);
        Deregistration end = provider.deregister();
        timing.at(7, () -> provider.contexts().forEach(ScriptedContext::complete));
        end.await();

        assertEquals(
                12,
                world.log.takeWarning("and 2 more").message().lines().skip(1).count());
    }

    @Test
    void await_forARunningCallback_namesItsThread() {
        Hold gate = new Hold();
        client.onProposal(proposal -> gate.stay());
        client.register();
        var registering = world.async(() -> {
            Thread.currentThread().setName("the-slow-one");
            return provider.register();
        });
        gate.awaitInside();
        Deregistration end = client.deregister();
        timing.at(7, () -> {
            gate.release();
            registering.get();
        });
        end.await();

        world.log.takeWarning("the-slow-one", "PROPOSED");
    }

    @Test
    @Clause("C-164")
    void await_forARunningRegister_saysSo() {
        LiveModule module = world.module("m");
        Hold gate = new Hold();
        var loading = world.async(() -> {
            module.load(nmr -> gate.stay());
            return null;
        });
        gate.awaitInside();
        timing.at(7, () -> {
            gate.release();
            loading.get();
        });
        module.close();

        world.log.takeWarning("module m", "register()");
    }
}
