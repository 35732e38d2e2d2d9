// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.RedeployDTO;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What fails around a drain leaves no bundle refused that it has not touched, and no thread waiting. */
@Timeout(60)
class DrainFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    private final FakeRegistrar registrar = new FakeRegistrar();
    private final FakeBundles bundles = new FakeBundles();
    private final Framework framework = Fake.of(Framework.class, Map.of());
    private final List<String> done = new ArrayList<>();
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

    @Test
    void drain_planFails_isThrownAndNothingIsRefusedAnyMore() {
        bundles.all(1, 2);
        DrainEngine blind = new DrainEngine(
                bundles,
                () -> new RegistrarServices(Fake.of(RegistrarRuntime.class, Map.of()), registrar, () -> true),
                framework);
        assertThrows(Throwable.class, () -> blind.drain(bundles.all(1, 2), LONG, DrainListener.NONE));
        assertEquals(Set.of(), registrar.refusing());
    }

    private RunningDrain onThreads(Executor threads, long... ids) {
        Planner.Plan plan = new Planner(bundles, registrar).plan(bundles.all(ids), bundles.all(ids));
        for (long id : ids) {
            registrar.refuseRegistrations(id);
        }
        RunningDrain drain = new RunningDrain(plan, registrar.services(), LONG, DrainListener.NONE, threads);
        drain.begin();
        return drain;
    }

    /** The first of them would end the drain at its timeout. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void drain_noThreads_failsAndAllIsAsBefore(int threads) throws Exception {
        registrar.attach(1, 2);
        AtomicInteger left = new AtomicInteger(threads);
        RunningDrain drain = onThreads(
                work -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new RejectedExecutionException("closed");
                    }
                    new Thread(work).start();
                },
                1,
                2);
        List<DrainResultDTO> results = drain.await();
        assertEquals(List.of(DrainStatus.FAILED, DrainStatus.FAILED), statuses(results));
        assertTrue(results.stream().noneMatch(each -> each.begun), results::toString);
        assertEquals(Set.of(), registrar.refusing());
        assertEquals(List.of(), registrar.history());
        assertTrue(drain.completion().toCompletableFuture().isDone());
    }

    /** Neither its message can be read nor its stack printed. */
    private static final class Unreadable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw this;
        }
    }

    @Test
    void drain_stepFailsWithUnreadableException_isOverAndWhatIsBehindItIsAsBefore() throws Exception {
        registrar.attach(1, 2);
        registrar.hold("1 client").completeExceptionally(new Unreadable());
        List<DrainResultDTO> results = drain(1, 2).await();
        assertTrue(results.get(0).text.contains("Unreadable"), results.get(0).text);
        assertEquals(List.of(DrainStatus.FAILED, DrainStatus.FAILED), statuses(results));
        assertEquals(Set.of(1L), registrar.refusing());
    }

    @Test
    void completion_actions_runOnNoThreadThatEndsTheDrain() throws Exception {
        registrar.add(1, "client");
        registrar.hold("1 client");
        Drain drain = drain(1);
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        drain.completion().thenRun(() -> ran.complete(Thread.currentThread()));
        engine.close();
        assertNotSame(Thread.currentThread(), ran.get(60, TimeUnit.SECONDS));
    }

    /** The framework starts again only what ran before the refresh. */
    @Test
    void redeploy_interruptedInTheRefresh_startsTheBundle(@TempDir Path folder) throws Exception {
        assertThrows(
                InterruptedException.class,
                () -> redeploy(folder, atMost -> {
                    throw new InterruptedException();
                }));
        assertEquals(List.of("stop", "start"), done);
    }

    /** A framework that stops may drop the event. */
    @Test
    void redeploy_frameworkDoesNotSayThatTheRefreshIsDone_fails(@TempDir Path folder) throws Exception {
        RedeployDTO result = redeploy(folder, atMost -> {
            done.add("awaited at most " + atMost);
            return false;
        });
        assertEquals("REFRESH", result.failedStep);
        assertEquals(List.of("the content is new; b1 is stopped"), result.asBefore);
        assertEquals(List.of("stop", "awaited at most PT1M"), done);
    }

    /** How a refresh goes. */
    private interface Refresh {
        boolean await(Duration atMost) throws InterruptedException;
    }

    private RedeployDTO redeploy(Path folder, Refresh refresh) throws Exception {
        Path jar = folder.resolve("new.jar");
        new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
        Bundle bundle = Fake.of(
                Bundle.class,
                Map.of(
                        "getBundleId", args -> 1L,
                        "getSymbolicName", args -> "b1",
                        "getVersion", args -> new Version(1, 0, 0),
                        "getState", args -> Bundle.ACTIVE,
                        "stop", args -> done.add("stop") ? null : null,
                        "start", args -> done.add("start") ? null : null));
        Framework refreshing = new Framework() {
            @Override
            public boolean refresh(Bundle refreshed, Duration atMost) throws InterruptedException {
                return refresh.await(atMost);
            }

            @Override
            public Optional<String> needed(Bundle stopped) {
                return Optional.empty();
            }
        };
        DrainEngine redeploying = new DrainEngine(bundles, registrar::services, refreshing);
        try {
            Optional<URL> content = Optional.of(jar.toUri().toURL());
            return redeploying.redeploy(bundle, content, Duration.ofSeconds(10), DrainListener.NONE);
        } finally {
            redeploying.close();
        }
    }
}
