// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.unload.RunningTime;

/** A deadline counts time in which the process could run. */
class RunningTimeTest {
    private final FakeTiming timing = new FakeTiming();
    private final RunningTime running = new RunningTime(timing);

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(running.nanoTime());
    }

    private void announce(long seconds) {
        running.announce(TimeUnit.SECONDS.toNanos(seconds));
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
        announce(1);
        timing.pass(1);
        announce(20);
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
}
