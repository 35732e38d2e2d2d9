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
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.core.Report;

/** Unloads that no thread waits for are reported, at growing intervals; those that are awaited are not. */
class UnloadWatchTest {
    private final List<UnloadDTO> unloads = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private Duration reportAfter = Duration.ofSeconds(5);
    private boolean logFails;
    private Runnable beforeStacks = () -> {};
    private int stacksAskedFor;

    private final System.Logger log = Fake.of(System.Logger.class, Map.of("log", args -> {
        if (logFails) {
            throw new IllegalStateException("a closed log");
        }
        logged.add(args[0] + " " + args[1]);
        return null;
    }));

    private final UnloadWatch watch = new UnloadWatch(this::inProgress, () -> reportAfter, log);

    private List<UnloadDTO> inProgress(boolean withStacks) {
        if (withStacks) {
            stacksAskedFor++;
            beforeStacks.run();
        }
        return List.copyOf(unloads);
    }

    private UnloadDTO unload(String subject, long ageSeconds) {
        UnloadDTO unload = new UnloadDTO();
        unload.subject = subject;
        unload.ageMillis = ageSeconds * 1000;
        unloads.add(unload);
        return unload;
    }

    private static BindingDTO binding(String id) {
        BindingDTO binding = new BindingDTO();
        binding.id = id;
        return binding;
    }

    /** Looks once in each second up to an age; returns at which ages something was logged. */
    private List<Long> reportedAges(UnloadDTO unload, long toSeconds) {
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
    void look_young_goesOnAndAsksForNoStacks() {
        unload("a", 4);
        assertTrue(watch.look());
        assertTrue(watch.look());
        assertTrue(watch.look());
        assertEquals(List.of(), logged);
        assertEquals(0, stacksAskedFor);
    }

    @Test
    void look_due_warnsWithTheReport() {
        UnloadDTO unload = unload("a", 5);
        assertTrue(watch.look());
        assertEquals(List.of("WARNING " + Report.of(unload)), logged);
    }

    @Test
    void look_eachSecond_reportsAtGrowingIntervals() {
        assertEquals(List.of(5L, 15L, 35L, 75L), reportedAges(unload("a", 0), 100));
        assertEquals(4, stacksAskedFor);
    }

    @Test
    void look_configurationChanges_holdsForTheNextReport() {
        UnloadDTO unload = unload("a", 5);
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
        unload("a", 60).waiting = List.of("main");
        assertTrue(watch.look());
        assertTrue(watch.look());
        assertEquals(List.of(), logged);
        assertEquals(0, stacksAskedFor);
    }

    @Test
    void look_noLongerAwaited_isReported() {
        UnloadDTO unload = unload("a", 60);
        unload.waiting = List.of("main");
        watch.look();
        unload.waiting = List.of();
        watch.look();
        assertEquals(1, logged.size());
    }

    @Test
    void look_severalOfOneName_areReportedEachForItself() {
        UnloadDTO older = unload("a", 100);
        UnloadDTO younger = unload("a", 4);
        assertEquals(List.of(100L), reportedAges(older, 104));
        assertEquals(List.of(5L, 15L), reportedAges(younger, 20));
        assertEquals(3, logged.size());
    }

    @Test
    void look_anotherOfTheSameName_beginsAnew() {
        watch.look();
        UnloadDTO first = unload("a", 0);
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
    void look_awaitedSinceTheLook_isLeftToTheWait() {
        UnloadDTO unload = unload("a", 0);
        watch.look();
        unload.ageMillis = 60_000;
        beforeStacks = () -> unload.waiting = List.of("main");
        watch.look();
        assertEquals(List.of(), logged);
        assertEquals(1, stacksAskedFor);
    }

    @Test
    void look_manyBindings_namesTenWithTheCulpritFirstAndCountsTheRest() {
        UnloadDTO unload = unload("a", 5);
        List<BindingDTO> bindings = new ArrayList<>(
                IntStream.range(0, 12).mapToObj(i -> binding("1." + i)).toList());
        BindingDTO culprit = binding("1.99");
        culprit.callback = new HolderDTO();
        bindings.add(culprit);
        unload.outstanding = bindings;
        watch.look();
        List<String> lines = logged.get(0).lines().toList();
        assertTrue(lines.get(1).startsWith("  binding 1.99 "), logged::toString);
        assertEquals("  and 3 more", lines.get(lines.size() - 1));
        assertFalse(logged.get(0).contains("binding 1.9 "), logged::toString);
    }

    @Test
    void look_manyUnloads_reportsTenAndCountsTheRest() {
        IntStream.range(0, 12).forEach(i -> unload("a" + i, 5));
        watch.look();
        assertEquals(11, logged.size());
        assertEquals("WARNING 2 more unloads are in progress that no thread waits for; see nmr:why", logged.get(10));
        watch.look();
        assertEquals(11, logged.size());
    }

    @Test
    void look_logFails_isNotRepeatedEachSecond() {
        UnloadDTO unload = unload("a", 5);
        logFails = true;
        assertThrows(IllegalStateException.class, watch::look);
        logFails = false;
        assertEquals(List.of(15L), reportedAges(unload, 16));
    }
}
