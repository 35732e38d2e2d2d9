// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Settings;

/** Changes are followed later, by one run for many, and none is missed. */
@Timeout(30)
class FollowUpsTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Settings.DEFAULT);
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final List<Long> seen = new ArrayList<>();
    private boolean shutDown;

    private final ScheduledExecutorService executor = Fake.of(
            ScheduledExecutorService.class,
            Map.of(
                    "schedule",
                    args -> {
                        assertEquals(List.of(1000L, TimeUnit.MILLISECONDS), List.of(args[1], args[2]));
                        scheduled.add((Runnable) args[0]);
                        return null;
                    },
                    "shutdown",
                    args -> {
                        shutDown = true;
                        return null;
                    }));

    private FollowUps open(BooleanSupplier... steps) {
        FollowUps followUps = new FollowUps(registrar.changes(), executor, steps);
        followUps.open();
        return followUps;
    }

    private boolean see() {
        seen.add(registrar.changes().count());
        return false;
    }

    private void change() {
        registrar
                .open(Owner.UNKNOWN)
                .registerProvider(
                        ProviderCharacteristics.of(NPI, client -> Answer.accept(BindingContext.NONE, () -> {})));
    }

    private void runScheduled() {
        assertEquals(1, scheduled.size());
        scheduled.remove().run();
    }

    @Test
    void open_always_schedulesOneRun() {
        open(this::see);
        assertEquals(List.of(), seen);
        runScheduled();
        assertEquals(List.of(0L), seen);
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void changes_many_areFollowedOnceAndSeeTheLast() {
        open(this::see);
        runScheduled();
        change();
        change();
        runScheduled();
        assertEquals(List.of(0L, registrar.changes().count()), seen);
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void changes_duringARun_areFollowedByTheNext() {
        open(this::see, () -> {
            if (seen.size() == 1) {
                change();
            }
            return false;
        });
        runScheduled();
        runScheduled();
        assertEquals(2, seen.size());
        assertTrue(seen.get(0) < seen.get(1));
    }

    @Test
    void step_wantsToGoOn_isRunAgainWithoutAChange() {
        open(this::see, () -> seen.size() < 3);
        runScheduled();
        runScheduled();
        runScheduled();
        assertEquals(3, seen.size());
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void step_wantsToGoOnWhileThereAreChanges_hasOneRunAtATime() {
        open(this::see, () -> true);
        for (int run = 0; run < 5; run++) {
            runScheduled(); // asserts that there is no other
            change();
        }
        assertEquals(5, seen.size());
    }

    @Test
    void step_throws_othersRunAndItIsTriedAgain() {
        open(
                () -> {
                    if (seen.isEmpty()) {
                        throw new LinkageError("as a logger may");
                    }
                    return false;
                },
                this::see);
        runScheduled();
        assertEquals(1, seen.size());
        runScheduled();
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void close_always_endsTheExecutor() {
        open().close();
        assertTrue(shutDown);
    }

    @Test
    void thread_nothingToDo_doesNotExist() throws Exception {
        ScheduledThreadPoolExecutor real = (ScheduledThreadPoolExecutor) ChangesThread.create();
        assertEquals(0, real.getPoolSize());
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        real.execute(() -> thread.complete(Thread.currentThread()));
        assertTrue(thread.get().isDaemon());
        thread.get().join(TimeUnit.SECONDS.toMillis(10));
        assertFalse(thread.get().isAlive());
        real.shutdown();
    }

    @Test
    void thread_afterItsEnd_takesNothing() {
        ScheduledExecutorService real = ChangesThread.create();
        real.shutdown();
        assertTrue(real.schedule(() -> {}, 0, TimeUnit.SECONDS) != null);
        assertTrue(real.isTerminated());
    }
}
