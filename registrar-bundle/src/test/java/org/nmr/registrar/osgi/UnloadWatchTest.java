// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.registrar.core.OngoingEnd;
import org.nmr.testkit.Fake;

/** Unloads that no thread waits for are reported, at growing intervals; those that are awaited are not. */
class UnloadWatchTest {
    private final List<FakeEnd> unloads = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private Duration reportAfter = Duration.ofSeconds(5);
    private boolean logFails;
    private int reportsMade;

    private final System.Logger log = Fake.of(System.Logger.class, Map.of("log", args -> {
        if (logFails) {
            throw new IllegalStateException("a closed log");
        }
        logged.add(args[0] + " " + args[1]);
        return null;
    }));

    private final UnloadWatch watch = new UnloadWatch(() -> List.copyOf(unloads), () -> reportAfter, log);

    /** Counts the reports, because each asks threads for their stacks. */
    private final class FakeEnd implements OngoingEnd {
        private final String name;
        private long ageMillis;
        private boolean isAwaited;

        FakeEnd(String name, long ageSeconds) {
            this.name = name;
            ageMillis = ageSeconds * 1000;
        }

        @Override
        public Object subject() {
            return this;
        }

        @Override
        public long ageMillis() {
            return ageMillis;
        }

        @Override
        public boolean isAwaited() {
            return isAwaited;
        }

        @Override
        public String report() {
            reportsMade++;
            return name;
        }
    }

    private FakeEnd unload(String name, long ageSeconds) {
        FakeEnd unload = new FakeEnd(name, ageSeconds);
        unloads.add(unload);
        return unload;
    }

    /** Looks once in each second up to an age; returns at which ages something was logged. */
    private List<Long> reportedAges(FakeEnd unload, long toSeconds) {
        return LongStream.rangeClosed(unload.ageMillis / 1000, toSeconds)
                .filter(age -> {
                    int before = logged.size();
                    unload.ageMillis = age * 1000;
                    assertTrue(watch.look());
                    return logged.size() > before;
                })
                .boxed()
                .toList();
    }

    @Test
    void look_nothingInProgress_endsTheWatch() {
        assertFalse(watch.look());
        assertFalse(watch.look());
    }

    @Test
    void look_young_goesOnAndMakesNoReport() {
        unload("a", 4);
        assertTrue(watch.look());
        assertTrue(watch.look());
        assertTrue(watch.look());
        assertEquals(List.of(), logged);
        assertEquals(0, reportsMade);
    }

    @Test
    void look_due_warnsWithTheReport() {
        unload("a", 5);
        assertTrue(watch.look());
        assertEquals(List.of("WARNING a"), logged);
    }

    @Test
    void look_eachSecond_reportsAtGrowingIntervals() {
        assertEquals(List.of(5L, 15L, 35L, 75L), reportedAges(unload("a", 0), 100));
        assertEquals(4, reportsMade);
    }

    @Test
    void look_configurationChanges_holdsForTheNextReport() {
        FakeEnd unload = unload("a", 5);
        watch.look();
        reportAfter = Duration.ofSeconds(1);
        assertEquals(List.of(7L, 11L), reportedAges(unload, 12));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1000})
    void look_reportAfterWithoutEnd_reportsNever(long seconds) {
        reportAfter = Duration.ofSeconds(seconds);
        unload("a", 1_000_000);
        assertTrue(watch.look());
        assertEquals(List.of(), logged);
    }

    @Test
    void look_awaited_isLeftToTheWait() {
        unload("a", 60).isAwaited = true;
        assertTrue(watch.look());
        assertTrue(watch.look());
        assertEquals(List.of(), logged);
        assertEquals(0, reportsMade);
    }

    @Test
    void look_noLongerAwaited_isReported() {
        FakeEnd unload = unload("a", 60);
        unload.isAwaited = true;
        watch.look();
        unload.isAwaited = false;
        watch.look();
        assertEquals(1, logged.size());
    }

    @Test
    void look_severalOfOneName_areReportedEachForItself() {
        FakeEnd older = unload("a", 100);
        FakeEnd younger = unload("a", 4);
        assertEquals(List.of(100L), reportedAges(older, 104));
        assertEquals(List.of(5L, 15L), reportedAges(younger, 20));
        assertEquals(3, logged.size());
    }

    @Test
    void look_anotherOfTheSameName_beginsAnew() {
        watch.look();
        FakeEnd first = unload("a", 0);
        assertEquals(List.of(5L, 15L), reportedAges(first, 16));
        unloads.clear(); // over and begun again between two looks
        assertEquals(List.of(5L, 15L), reportedAges(unload("a", 0), 16));
    }

    @Test
    void look_over_isForgotten() {
        assertEquals(List.of(5L), reportedAges(unload("a", 5), 6));
        unloads.clear();
        assertFalse(watch.look());
        assertEquals(List.of(30L), reportedAges(unload("a", 30), 31));
    }

    @Test
    void look_manyUnloads_reportsTenAndCountsTheRest() {
        IntStream.range(0, 12).forEach(i -> unload("a" + i, 5));
        watch.look();
        assertEquals(11, logged.size());
        assertEquals(
                "WARNING 2 more unloads are in progress, and no thread waits for them; see nmr:why", logged.get(10));
        watch.look();
        assertEquals(11, logged.size());
    }

    @Test
    void look_veryManyUnloads_makesTheReportsThatItWrites() {
        IntStream.range(0, 100_000).forEach(i -> unload("a" + i, 5));
        watch.look();
        watch.look();
        assertEquals(10, reportsMade);
        unloads.forEach(unload -> unload.ageMillis = 15_000);
        watch.look();
        assertEquals(20, reportsMade);
    }

    @Test
    void look_logFails_isNotRepeatedEachSecond() {
        FakeEnd unload = unload("a", 5);
        logFails = true;
        assertThrows(IllegalStateException.class, watch::look);
        logFails = false;
        assertEquals(List.of(15L), reportedAges(unload, 16));
    }
}
