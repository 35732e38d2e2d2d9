// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.registrar.unload.RunningTime;
import org.nmr.registrar.unload.WaitingThreads;

/** A deadline counts time in which the process could run. */
class RunningTimeTest {
    @RegisterExtension
    final World world = new World();

    private final FakeTiming timing = new FakeTiming();
    private final WaitingThreads waits = new WaitingThreads();
    private final RunningTime running = new RunningTime(timing, waits);

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(running.nanoTime());
    }

    /** A thread begins to wait, and looks again after this time. */
    private WaitingThreads.Entry announce(long seconds) {
        WaitingThreads.Entry wait = waits.begin(FakeEnd.unload(world.registrar.unloads(), "nothing"));
        wait.sleep(timing.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        return wait;
    }

    @Test
    void nanoTime_nothingAnnounced_runsOn() {
        timing.pass(30);
        assertEquals(30, seconds());
    }

    @Test
    void nanoTime_lookInTime_runsOn() {
        announce(1);
        timing.pass(1);
        assertEquals(1, seconds());
        announce(1);
        timing.pass(1);
        assertEquals(2, seconds());
    }

    @Test
    void nanoTime_noLookWhenAnnounced_countsOnlyUntilThen() {
        announce(1);
        timing.pass(60);
        assertEquals(1, seconds());
        timing.pass(2);
        assertEquals(3, seconds());
    }

    /** No thread waits, but one says when it comes again. */
    @Test
    void nanoTime_noBeatWhenAnnounced_countsOnlyUntilThen() {
        running.beat(TimeUnit.SECONDS.toNanos(1));
        timing.pass(1);
        running.beat(TimeUnit.SECONDS.toNanos(1));
        timing.pass(60);
        assertEquals(2, seconds());
        timing.pass(30); // it beats no more: nothing is in progress, or it is blocked
        assertEquals(32, seconds());
    }

    @Test
    void nanoTime_noBeatAndNoLook_countsUntilTheFirst() {
        announce(5);
        running.beat(TimeUnit.SECONDS.toNanos(1));
        timing.pass(60);
        assertEquals(1, seconds());
        announce(3);
        running.beat(TimeUnit.SECONDS.toNanos(4));
        timing.pass(60);
        assertEquals(4, seconds());
    }

    @Test
    void nanoTime_severalAnnounced_countsUntilTheFirst() {
        announce(5);
        announce(1);
        announce(3);
        timing.pass(60);
        assertEquals(1, seconds());
    }

    @Test
    void announce_againAfterAShortPause_countsTheLongOneToo() {
        WaitingThreads.Entry wait = announce(1);
        timing.pass(1);
        assertEquals(1, seconds());
        wait.sleep(timing.nanoTime() + TimeUnit.SECONDS.toNanos(20));
        timing.pass(20);
        assertEquals(21, seconds());
    }

    @Test
    void nanoTime_readBeforeTheAnnouncedTime_isNotFrozenYet() {
        announce(10);
        timing.pass(4);
        assertEquals(4, seconds());
        timing.pass(60);
        assertEquals(10, seconds());
    }

    @Test
    void nanoTime_whoWasToLookIsAwakeOrGone_runsOn() {
        announce(1).wake();
        timing.pass(60);
        assertEquals(60, seconds());
    }

    @Test
    void nanoTime_theFirstToLookHasLooked_noticesThatTheSecondCouldNot() {
        WaitingThreads.Entry first = announce(1);
        announce(5);
        timing.pass(1);
        assertEquals(1, seconds());
        first.wake();
        timing.pass(60);
        assertEquals(5, seconds());
    }
}
