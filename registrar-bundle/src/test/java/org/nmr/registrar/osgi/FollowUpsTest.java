// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;

/** Changes are followed later, by one run for many, and none is missed. */
@Timeout(300)
class FollowUpsTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final List<Long> seen = new ArrayList<>();
    private final List<Runnable> started = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> logged.add(args[0] + " " + args[1]) ? null : null));

    private FollowUps open(BooleanSupplier... steps) {
        FollowUps followUps = new FollowUps(registrar.changes(), started::add, log, steps);
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

    @Test
    void open_always_startsOneThread() {
        open(this::see);
        assertEquals(1, started.size());
        assertEquals(List.of(), seen);
        assertEquals(List.of(), logged);
    }

    @Test
    void changes_many_wantOneRunThatSeesTheLast() {
        FollowUps followUps = open(this::see);
        assertFalse(followUps.runOnce());
        assertFalse(followUps.isWanted());
        change();
        change();
        assertTrue(followUps.isWanted());
        assertFalse(followUps.runOnce());
        assertFalse(followUps.isWanted());
        assertEquals(List.of(0L, registrar.changes().count()), seen);
    }

    @Test
    void changes_duringARun_wantTheNext() {
        FollowUps followUps = open(this::see, () -> {
            change();
            return false;
        });
        followUps.runOnce();
        assertTrue(followUps.isWanted());
    }

    @Test
    void step_wantsToGoOn_isRunAgainWithoutAChange() {
        FollowUps followUps = open(this::see, () -> seen.size() < 2);
        assertTrue(followUps.runOnce());
        assertFalse(followUps.runOnce());
        assertFalse(followUps.isWanted());
    }

    @Test
    void step_throws_othersRunAndItIsTriedAgainAndReportedOnce() {
        FollowUps followUps = open(
                () -> {
                    if (seen.size() < 2) {
                        throw new LinkageError("as a listener may");
                    }
                    return false;
                },
                this::see);
        assertTrue(followUps.runOnce());
        assertTrue(followUps.runOnce());
        assertEquals(2, seen.size());
        assertEquals(
                List.of("WARNING work that follows a change has failed. The registrar tries again each second"),
                logged);
        assertFalse(followUps.runOnce());
    }

    @Test
    void open_noThreadCanBeStarted_isSaidOnceAndEachChangeTriesAgain() {
        AtomicInteger left = new AtomicInteger(3);
        FollowUps followUps = new FollowUps(
                registrar.changes(),
                work -> {
                    if (left.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    started.add(work);
                },
                log,
                this::see);
        followUps.open();
        assertEquals(1, logged.size(), logged::toString);
        assertTrue(logged.get(0).contains("no thread can be started"), logged::toString);
        for (int changes = 0; changes < 5; changes++) {
            change();
        }
        assertEquals(1, started.size());
        assertEquals(1, logged.size(), logged::toString);
    }

    @Test
    void close_beforeAThreadCouldBeStarted_startsNone() {
        FollowUps followUps = new FollowUps(
                registrar.changes(),
                work -> {
                    started.add(work);
                    throw new OutOfMemoryError("unable to create native thread");
                },
                log,
                this::see);
        followUps.open();
        followUps.close();
        change();
        assertEquals(1, started.size());
    }

    @Test
    void thread_untilClose_runsAfterEachChange() throws Exception {
        BlockingQueue<Long> counts = new LinkedBlockingQueue<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        FollowUps followUps = new FollowUps(
                registrar.changes(),
                work -> {
                    thread.set(Daemons.create("nmr-reports", work));
                    thread.get().start();
                },
                log,
                () -> {
                    counts.add(registrar.changes().count());
                    return false;
                });
        followUps.open();
        assertEquals(0L, counts.take());
        thread.get().interrupt(); // nobody has reason to, but it must not end the thread
        change();
        while (counts.take() < registrar.changes().count()) {
            assertTrue(thread.get().isAlive());
        }
        assertTrue(thread.get().isDaemon());
        followUps.close();
        thread.get().join(TimeUnit.SECONDS.toMillis(10));
        assertFalse(thread.get().isAlive());
    }
}
