// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A failed assertion says what it has counted, how many it has expected, and what it has seen. */
class CountsTest {
    private final Recorder history = new Recorder();
    private final CapturedLog log = new CapturedLog();
    private final Threads threads = new Threads();

    private static String failureOf(Executable assertion) {
        return assertThrows(AssertionError.class, assertion).getMessage();
    }

    private void record(String... events) {
        List.of(events).forEach(history::record);
    }

    @Test
    void assertCount_anotherNumber_hasBothAndTheHistory() {
        record("c.detach(p)", "c.cleanup(p)");
        assertEquals(
                "expected the event c.cleanup(p) 2 times, saw it 1 time among 2 events:"
                        + "\n  c.detach(p)\n  c.cleanup(p)",
                failureOf(() -> history.assertCount(2, "c.cleanup(p)")));
    }

    @Test
    void assertHistory_otherEvents_hasBothAndTheFirstDifference() {
        record("a", "c", "b");
        assertEquals(
                "expected 2 events in this order:\n  a\n  b\nsaw 3:\n  a\n  c\n  b\n"
                        + "event 2 is the first one that differs",
                failureOf(() -> history.assertHistory("a", "b")));
        assertEquals(
                "expected 4 events in this order:\n  a\n  c\n  b\n  d\nsaw 3:\n  a\n  c\n  b\n"
                        + "event 4 is the first one that differs",
                failureOf(() -> history.assertHistory("a", "c", "b", "d")));
    }

    @Test
    void assertHappened_otherEvents_hasThoseThatAreMissingAndTooMany() {
        record("a", "a", "b");
        assertEquals(
                "expected 3 events in any order:\n  a\n  b\n  c\nsaw 3:\n  a\n  a\n  b\n"
                        + "missing: [c], not expected: [a]",
                failureOf(() -> history.assertHappened("c", "b", "a")));
    }

    @Test
    void assertNothing_anEvent_namesIt() {
        history.assertNothing();
        record("a");
        assertEquals(
                "expected 0 events in this order\nsaw 1: a\nevent 1 is the first one that differs",
                failureOf(history::assertNothing));
    }

    @Test
    void takeWarning_none_hasTheOtherRecords() {
        log.log(System.Logger.Level.INFO, "hello");
        assertEquals(
                "log: expected 1 warning that has all of [a, b], saw none among 1 record: "
                        + "Entry[level=INFO, message=hello, thrown=null]",
                failureOf(() -> log.takeWarning("a", "b")));
    }

    @Test
    void takeWarning_anotherException_hasBoth() {
        log.log(System.Logger.Level.WARNING, "bad", new IllegalStateException("one"));
        String failure = failureOf(() -> log.takeWarning(new IllegalStateException("two"), "bad"));
        assertTrue(failure.contains("expected a warning that reports java.lang.IllegalStateException: two"), failure);
        assertTrue(failure.contains("thrown=java.lang.IllegalStateException: one"), failure);
    }

    @Test
    void assertNoMoreWarnings_two_hasTheirNumber() {
        log.log(System.Logger.Level.WARNING, "a");
        log.log(System.Logger.Level.ERROR, "b");
        assertEquals(
                "expected 0 records of a warning or error that the test has not taken from the log, saw 2:"
                        + "\n  Entry[level=WARNING, message=a, thrown=null]"
                        + "\n  Entry[level=ERROR, message=b, thrown=null]",
                failureOf(log::assertNoMoreWarnings));
    }

    @Test
    void assertComplete_allHaveReturned_passes() {
        Running<String> one = threads.start(() -> "one");
        threads.start(() -> "two");
        threads.assertComplete();
        assertTrue(one.isDone());
    }

    @Test
    void assertComplete_aFailureThatTheTestHasSeen_passes() {
        Running<String> failing = threads.start(() -> {
            throw new IllegalStateException("broken");
        });
        String failure = failureOf(failing::get);
        assertEquals("what runs on testkit-1 failed: java.lang.IllegalStateException: broken", failure);
        threads.assertComplete();
    }

    @Test
    void assertWaits_taskFails_hasItsFailure() {
        Running<String> failing = threads.start(() -> {
            throw new IllegalStateException("broken");
        });
        assertTrue(failureOf(failing::assertWaits).contains("broken"));
    }

    @Test
    void threadCheck_anOldThread_doesNotCount() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Thread old = new Thread(() -> Waits.await(release, "not released"), "old");
        old.start();
        new ThreadCheck().assertNoneLeft(Duration.ZERO, List.of());
        release.countDown();
        old.join();
        assertFalse(old.isAlive());
    }
}
