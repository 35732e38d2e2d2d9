// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.PlannedBundleDTO;
import org.osgi.framework.Bundle;

/** Drains with ends that are complete when the test wants. */
@Timeout(300)
class DrainEngineTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    private final FakeRegistrar registrar = new FakeRegistrar();
    private final FakeBundles bundles = new FakeBundles();
    private final Framework framework = new Framework() {
        @Override
        public boolean refresh(Bundle bundle, Duration atMost) {
            return true;
        }

        @Override
        public Optional<String> needed(Bundle bundle) {
            return Optional.empty();
        }
    };
    private final DrainEngine engine = new DrainEngine(bundles, registrar::services, framework);

    @AfterEach
    void close() {
        engine.close();
    }

    private Drain drain(long... ids) {
        return engine.drain(bundles.all(ids), LONG, DrainListener.NONE);
    }

    private static List<DrainStatus> statuses(List<DrainResultDTO> results) {
        return results.stream().map(result -> result.status).toList();
    }

    private static DrainResultDTO of(List<DrainResultDTO> results, long bundle) {
        return results.stream()
                .filter(each -> each.bundle == bundle)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void drain_chain_endsFromTheEntryPointInward() throws Exception {
        registrar.attach(2, 3);
        registrar.attach(1, 2);
        CompletableFuture<Void> inside = registrar.hold("2 provider");
        Drain drain = drain(3, 2, 1);
        registrar.await("2 provider");
        registrar.await("1 all");
        assertEquals(
                List.of("1 client", "2 provider"),
                registrar.history().stream()
                        .filter(each -> !each.equals("1 all"))
                        .toList());
        assertFalse(drain.await(Duration.ZERO));
        inside.complete(null);
        List<DrainResultDTO> results = drain.await();
        assertEquals(List.of(DrainStatus.DRAINED, DrainStatus.DRAINED, DrainStatus.DRAINED), statuses(results));
        assertEquals(
                List.of(1L, 2L, 3L), results.stream().map(each -> each.bundle).toList());
        assertTrue(registrar.history().indexOf("2 client") < registrar.history().indexOf("3 provider"));
        assertEquals(Set.of(1L, 2L, 3L), registrar.refusing());
    }

    @Test
    void drain_independentBundles_endAtTheSameTime() throws Exception {
        registrar.add(1, "provider");
        registrar.add(2, "provider");
        CyclicBarrier both = new CyclicBarrier(2);
        Drain drain = engine.drain(bundles.all(1, 2), LONG, step -> {
            if (step.role.equals("provider") && step.state.equals("BEGUN")) {
                meet(both);
            }
        });
        assertEquals(List.of(DrainStatus.DRAINED, DrainStatus.DRAINED), statuses(drain.await()));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("expected two steps at the same time", e);
        }
    }

    @Test
    void drain_stuckBundle_timesOutAndTheRestIsAsBefore() throws Exception {
        registrar.attach(1, 2);
        registrar.add(3, "client");
        registrar.hold("1 client");
        registrar.blocked(1, "thread t of b1 is inside b2", new Thread());
        // enough for the third one to end beside other work
        Drain drain = engine.drain(bundles.all(1, 2, 3), Duration.ofSeconds(3), DrainListener.NONE);
        List<DrainResultDTO> results = drain.await();
        assertEquals(DrainStatus.TIMED_OUT, of(results, 1).status);
        assertEquals("its modules have not ended after 3 s. thread t of b1 is inside b2", of(results, 1).text);
        assertEquals("do something about it", of(results, 1).findings.get(0).nextStep);
        assertEquals(DrainStatus.TIMED_OUT, of(results, 2).status);
        assertEquals("as before: after 3 s it still had to wait for the end of b1 [1]", of(results, 2).text);
        assertEquals(DrainStatus.DRAINED, of(results, 3).status);
        assertFalse(of(results, 2).begun);
        assertEquals(Set.of(1L, 3L), registrar.refusing());
        assertFalse(registrar.history().contains("2 provider"));
        assertEquals(List.of(), drain.waitsFor());
    }

    @Test
    void cancel_whileItWaits_endsTheWaitAndKeepsWhatHasNotBegun() throws Exception {
        registrar.attach(1, 2);
        CompletableFuture<Void> inside = registrar.hold("1 client");
        Drain drain = drain(1, 2);
        registrar.await("1 client");
        drain.cancel();
        drain.cancel();
        List<DrainResultDTO> results = drain.await();
        assertEquals(List.of(DrainStatus.CANCELLED, DrainStatus.CANCELLED), statuses(results));
        assertEquals(Set.of(1L), registrar.refusing());
        inside.complete(null);
        assertEquals(results, drain.await());
        assertFalse(registrar.history().contains("2 provider"));
    }

    /** Else a module could register in the middle of the other drain. */
    @Test
    void cancel_anotherDrainRefusesTheSame_staysRefusedUntilBothAreOver() throws Exception {
        registrar.attach(1, 2);
        CompletableFuture<Void> inside = registrar.hold("1 client");
        Drain first = drain(1, 2);
        Drain second = drain(1, 2);
        registrar.await("1 client");
        first.cancel();
        assertEquals(Set.of(1L, 2L), registrar.refusing());
        second.cancel();
        assertEquals(Set.of(1L), registrar.refusing());
        inside.complete(null);
    }

    @Test
    void cancel_afterTheEnd_changesNothing() throws Exception {
        registrar.add(1, "client");
        Drain drain = drain(1);
        List<DrainResultDTO> results = drain.await();
        drain.cancel();
        assertEquals(results, drain.await());
    }

    @Test
    void close_withRunningDrain_cancelsIt() throws Exception {
        registrar.add(1, "client");
        registrar.hold("1 client");
        Drain drain = drain(1);
        engine.close();
        assertEquals(List.of(DrainStatus.CANCELLED), statuses(drain.await()));
    }

    @Test
    void await_interrupted_endsTheWaitOnly() throws Exception {
        registrar.add(1, "client");
        CompletableFuture<Void> inside = registrar.hold("1 client");
        Drain drain = drain(1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, drain::await);
        inside.complete(null);
        assertEquals(List.of(DrainStatus.DRAINED), statuses(drain.await()));
    }

    @Test
    void await_onTheThreadThatItWaitsFor_isRefusedAndTheDrainGoesOn() throws Exception {
        registrar.add(1, "provider");
        CompletableFuture<Void> inside = registrar.hold("1 provider");
        registrar.blocked(1, "this thread", Thread.currentThread());
        Drain drain = drain(1);
        registrar.await("1 provider");
        String message = assertThrows(IllegalStateException.class, drain::await).getMessage();
        assertTrue(message.contains("because it waits for this thread"), message);
        inside.complete(null);
        assertTrue(drain.completion().toCompletableFuture().get(60, TimeUnit.SECONDS).stream()
                .allMatch(DrainText::isDrained));
    }

    @Test
    void drain_bundleWithoutModules_hasNothingToDo() throws Exception {
        assertEquals(List.of(DrainStatus.NOTHING_TO_DO), statuses(drain(1).await()));
        assertEquals(List.of("1 all"), registrar.history());
    }

    /** Its register() runs, or something follows it. */
    @Test
    void drain_moduleWithoutRegistrations_isAwaited() throws Exception {
        CompletableFuture<Void> loading = registrar.hold("1 all");
        Drain drain = drain(1);
        registrar.await("1 all");
        assertFalse(drain.await(Duration.ofMillis(10)));
        loading.complete(null);
        assertEquals(List.of(DrainStatus.DRAINED), statuses(drain.await()));
    }

    @Test
    void drain_closure_endsTheUsersToo() throws Exception {
        registrar.attach(2, 1);
        bundles.uses(2, 1L);
        List<DrainResultDTO> results = drain(1).await();
        assertEquals(List.of(2L, 1L), results.stream().map(each -> each.bundle).toList());
    }

    @Test
    void drain_twiceAtOnce_bothAreDrained() throws Exception {
        registrar.add(1, "client");
        CompletableFuture<Void> inside = registrar.hold("1 client");
        Drain first = drain(1);
        Drain second = drain(1);
        registrar.await("1 client");
        inside.complete(null);
        assertEquals(List.of(DrainStatus.DRAINED), statuses(first.await()));
        assertEquals(List.of(DrainStatus.DRAINED), statuses(second.await()));
    }

    /** What the new start has registered stays. */
    @Test
    void drain_bundleRestartsMeanwhile_newStartIsNotUnloaded() throws Exception {
        registrar.attach(1, 2);
        CompletableFuture<Void> inside = registrar.hold("1 client");
        Drain drain = drain(1, 2);
        registrar.await("1 client");
        registrar.restart(2);
        inside.complete(null);
        List<DrainResultDTO> results = drain.await();
        assertEquals(List.of(DrainStatus.DRAINED, DrainStatus.DRAINED), statuses(results));
        assertFalse(registrar.history().contains("2 all"));
        assertEquals("its modules have ended", of(results, 1).text);
        assertEquals("its modules have ended; it was stopped or restarted during the drain", of(results, 2).text);
    }

    @Test
    void drain_registrarGoesMeanwhile_isNotDrained() throws Exception {
        registrar.add(1, "client");
        CompletableFuture<Void> inside = registrar.hold("1 client");
        Drain drain = drain(1);
        registrar.await("1 client");
        registrar.isThere = false;
        inside.complete(null);
        DrainResultDTO result = drain.await().get(0);
        assertEquals(DrainStatus.FAILED, result.status);
        assertTrue(result.text.contains("the registrar has stopped during the drain"), result.text);
    }

    @Test
    void drain_stepFails_whatIsBehindItIsAsBefore() throws Exception {
        registrar.attach(1, 2);
        registrar.add(3, "client");
        registrar.hold("1 client").completeExceptionally(new IllegalStateException("broken"));
        List<DrainResultDTO> results = drain(1, 2, 3).await();
        assertEquals(DrainStatus.FAILED, of(results, 1).status);
        assertTrue(of(results, 1).text.startsWith("its end has failed: "), of(results, 1).text);
        assertEquals(DrainStatus.FAILED, of(results, 2).status);
        assertTrue(of(results, 2).text.startsWith("as before, "), of(results, 2).text);
        assertEquals(DrainStatus.DRAINED, of(results, 3).status);
        assertEquals(Set.of(1L, 3L), registrar.refusing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void drain_noTimeout_isRefusedAndNothingChanges(String timeout) {
        assertThrows(
                IllegalArgumentException.class,
                () -> engine.drain(bundles.all(1), Duration.parse(timeout), DrainListener.NONE));
        assertEquals(Set.of(), registrar.refusing());
    }

    @Test
    void drain_badInput_isRefusedAndNothingChanges() {
        bundles.bundle(1);
        bundles.bundle(2);
        bundles.state(2, Bundle.UNINSTALLED);
        assertThrows(IllegalArgumentException.class, () -> drain());
        assertThrows(IllegalArgumentException.class, () -> drain(1, 2));
        assertThrows(IllegalArgumentException.class, () -> drain(0));
        assertThrows(NullPointerException.class, () -> engine.drain(bundles.all(1), null, DrainListener.NONE));
        assertThrows(NullPointerException.class, () -> engine.drain(bundles.all(1), LONG, null));
        assertThrows(NullPointerException.class, () -> engine.drain(null, LONG, DrainListener.NONE));
        assertEquals(Set.of(), registrar.refusing());
    }

    @Test
    void drain_veryLongTimeout_isNoOverflow() throws Exception {
        registrar.add(1, "client");
        Drain drain = engine.drain(bundles.all(1), Duration.ofSeconds(Long.MAX_VALUE), DrainListener.NONE);
        assertEquals(List.of(DrainStatus.DRAINED), statuses(drain.await()));
    }

    @Test
    void plan_closureAndPeers_areShownAndNothingChanges() {
        registrar.attach(2, 1).client.calls = 1;
        registrar.attach(9, 1);
        bundles.uses(2, 1L);
        registrar.blocked(2, "thread t", new Thread());
        DrainPlanDTO plan = engine.plan(bundles.all(1));
        PlannedBundleDTO user = plan.bundles.get(0);
        PlannedBundleDTO named = plan.bundles.get(1);
        assertEquals(List.of(2L, false, 1, List.of(1L)), List.of(user.bundle, user.named, user.round, user.wiredTo));
        assertEquals(List.of(1L, true, 2, 2), List.of(named.bundle, named.named, named.round, named.bindings));
        assertEquals("b9", named.detached.get(0).name);
        assertEquals("thread t", user.waitsFor.get(0).verdict);
        assertEquals(List.of(), registrar.history());
        assertEquals(Set.of(), registrar.refusing());
        assertTrue(DiagnosticsJson.of(plan).contains("\"waitsFor\":[{"));
        assertTrue(DrainText.of(plan).startsWith("an update or refresh of b1 [1] stops 2 bundles."));
    }
}
