// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.testkit.Fake;

/** A listener hears of each step in order, and whatever it does, it disturbs no drain. */
@Timeout(60)
class DrainListenerTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    private final FakeRegistrar registrar = new FakeRegistrar();
    private final FakeBundles bundles = new FakeBundles();
    private final DrainEngine engine =
            new DrainEngine(bundles, registrar::services, Fake.of(Framework.class, Map.of()));

    @AfterEach
    void close() {
        engine.close();
    }

    private static List<DrainStatus> statuses(List<DrainResultDTO> results) {
        return results.stream().map(result -> result.status).toList();
    }

    @Test
    void listener_thatThrows_disturbsNothing() throws Exception {
        registrar.attach(1, 2);
        Drain drain = engine.drain(bundles.all(1, 2), LONG, step -> {
            throw new AssertionError("of the listener");
        });
        assertEquals(List.of(DrainStatus.DRAINED, DrainStatus.DRAINED), statuses(drain.await()));
    }

    @Test
    void listener_always_isToldOfEachStepInOrder() throws Exception {
        registrar.add(1, "client");
        List<String> told = new CopyOnWriteArrayList<>();
        engine.drain(bundles.all(1), LONG, step -> told.add(step.role + " " + step.state))
                .await();
        assertEquals(List.of("client BEGUN", "client COMPLETE", " BEGUN", " COMPLETE"), told);
    }

    /** A detach that blocks holds up no independent bundle. */
    @Test
    void drain_listenerOfOneStepBlocks_othersGoOn() throws Exception {
        registrar.add(1, "client");
        registrar.add(2, "client");
        CountDownLatch open = new CountDownLatch(1);
        Drain drain = engine.drain(bundles.all(1, 2), LONG, step -> {
            if (step.bundle == 1) {
                await(open);
            }
        });
        registrar.await("2 all");
        open.countDown();
        assertTrue(drain.await().stream().allMatch(DrainText::isDrained));
    }

    /** Also those that come behind it begin. */
    @Test
    void drain_listenerBlocksInComplete_isDrainedAllTheSame() throws Exception {
        registrar.attach(1, 2);
        CountDownLatch open = new CountDownLatch(1);
        Drain drain = engine.drain(bundles.all(1, 2), LONG, step -> {
            if (step.state.equals("COMPLETE")) {
                await(open);
            }
        });
        assertEquals(List.of(DrainStatus.DRAINED, DrainStatus.DRAINED), statuses(drain.await()));
        assertEquals(1, open.getCount(), "the listener has not returned");
        open.countDown();
    }

    @Test
    void drain_timeoutWhileListenerIsTold_whatHasEndedIsDrained() throws Exception {
        registrar.add(1, "client");
        registrar.add(2, "client");
        registrar.hold("2 client");
        CountDownLatch open = new CountDownLatch(1);
        Drain drain = engine.drain(bundles.all(1, 2), Duration.ofSeconds(1), step -> {
            if (step.role.isEmpty() && step.state.equals("COMPLETE")) {
                await(open);
            }
        });
        List<DrainResultDTO> results = drain.await();
        assertEquals(List.of(DrainStatus.DRAINED, DrainStatus.TIMED_OUT), statuses(results));
        open.countDown();
    }

    @Test
    void drain_listenerBlocksInFailed_failsAllTheSame() throws Exception {
        registrar.add(1, "client");
        registrar.hold("1 client").completeExceptionally(new IllegalStateException("broken"));
        CountDownLatch open = new CountDownLatch(1);
        Drain drain = engine.drain(bundles.all(1), LONG, step -> {
            if (step.state.equals("FAILED")) {
                await(open);
            }
        });
        assertEquals(List.of(DrainStatus.FAILED), statuses(drain.await()));
        open.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
