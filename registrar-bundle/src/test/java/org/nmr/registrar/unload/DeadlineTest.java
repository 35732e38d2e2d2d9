// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.event.Events;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.Fake;

/** What one end does when its deadline comes, to the nanosecond, and what it says of itself. */
@Timeout(60)
class DeadlineTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CapturedLog log = new CapturedLog();
    private final Clock clock = new Clock();
    private final Warnings warnings = new Warnings(new Log(log), clock);
    private final UnloadControl unloads =
            new UnloadControl(new Log(log), clock, warnings, Runnable::run, new Events(warnings::warn));
    private final List<Thread> inside = new ArrayList<>();
    private final List<Outstanding> bindings = new ArrayList<>();
    private final Held end = new Held();

    /** An end that never comes by itself. */
    private final class Held extends End {
        private final List<String> history = new ArrayList<>();

        Held() {
            super(unloads);
        }

        @Override
        public void look() {
            history.add("look");
        }

        @Override
        public void forget() {
            history.add("forget");
        }

        @Override
        public void revoke(String why) {
            history.add("revoke: " + why);
        }

        @Override
        public List<Edge> edges() {
            return inside.stream()
                    .map(thread -> new Edge(thread, "a call of", "the test"))
                    .toList();
        }

        @Override
        public boolean waitsOnlyFor(Predicate<Thread> threads) {
            return false;
        }

        @Override
        public List<Outstanding> outstanding() {
            return bindings;
        }

        @Override
        public String toString() {
            return "the end";
        }
    }

    @BeforeEach
    void begin() {
        clock.pass(5 * SECOND); // the end does not begin together with the clock
        end.begin();
    }

    @AfterEach
    void assertNoMoreWarnings() {
        log.assertNoMoreWarnings();
    }

    private void limit(String deadline, String action) {
        unloads.configure(
                Policy.DEFAULT.with(Map.of(UnloadPolicy.DEADLINE, deadline, UnloadPolicy.AT_DEADLINE, action)));
    }

    @Test
    void enforce_revoke_comesAtTheDeadlineAndNotBefore() {
        limit("PT3S", UnloadPolicy.REVOKE);
        clock.pass(SECOND);
        assertEquals(2 * SECOND, end.enforce());
        clock.pass(2 * SECOND - 1);
        assertEquals(1, end.enforce());
        assertEquals(List.of(), end.history);
        clock.pass(1);
        assertEquals(Long.MAX_VALUE, end.enforce());
        assertEquals(List.of("revoke: the deadline of 3 s has passed"), end.history);
    }

    @Test
    void enforce_noDeadline_neverComes() {
        clock.pass(SECOND);
        assertEquals(Long.MAX_VALUE - SECOND, end.enforce());
        assertEquals(List.of(), end.history);
    }

    @Test
    void enforce_isOver_doesNothing() {
        limit("0", UnloadPolicy.REVOKE);
        end.releaseWaiters();
        assertEquals(Long.MAX_VALUE, end.enforce());
        assertEquals(List.of(), end.history);
    }

    @Test
    void enforce_wait_saysOnceThatItGoesOn() {
        limit("PT3S", UnloadPolicy.WAIT);
        clock.pass(3 * SECOND);
        for (int i = 0; i < 3; i++) {
            assertEquals(Long.MAX_VALUE, end.enforce());
            clock.pass(SECOND);
        }
        log.takeWarning("the end: the deadline of 3 s has passed. It continues to wait");
        assertEquals(List.of(), end.history);
    }

    @Test
    void enforce_interrupt_interruptsOthersOnceAndRevokesAfterTheGrace() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        other.start();
        inside.add(other);
        inside.add(Thread.currentThread());
        limit("PT3S", UnloadPolicy.INTERRUPT);
        clock.pass(3 * SECOND);
        assertEquals(End.GRACE, end.enforce());
        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
        assertFalse(Thread.currentThread().isInterrupted());
        log.takeWarning("The registrar interrupts thread " + other.getName());

        clock.pass(End.GRACE - 1);
        assertEquals(1, end.enforce());
        assertEquals(List.of(), end.history);
        clock.pass(1);
        assertEquals(Long.MAX_VALUE, end.enforce());
        assertEquals(List.of("revoke: the deadline of 3 s has passed"), end.history);
    }

    @Test
    void enforce_shutdownIsOver_revokesWithoutADeadline() {
        unloads.limitShutdown(Duration.ofSeconds(2));
        clock.pass(2 * SECOND - 1);
        assertEquals(Long.MAX_VALUE - 2 * SECOND + 1, end.enforce());
        clock.pass(1);
        assertEquals(Long.MAX_VALUE, end.enforce());
        assertEquals(List.of("revoke: the shutdown budget of the framework is used up"), end.history);
    }

    @Test
    void begun_beginsTwice_isTheFirstTime() {
        long begun = clock.nanoTime();
        clock.pass(SECOND);
        end.begin();
        assertEquals(begun, end.begun());
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, false, true", "false, true, true", "true, true, true"})
    void endDoneCalls_eachBinding_isAskedAndOneIsEnough(boolean first, boolean second, boolean expected) {
        List<String> asked = new ArrayList<>();
        bindings.add(Fake.of(Outstanding.class, Map.of("endDoneCalls", args -> asked.add("first") && first)));
        bindings.add(Fake.of(Outstanding.class, Map.of("endDoneCalls", args -> asked.add("second") && second)));
        assertEquals(expected, end.endDoneCalls(Runnable::run));
        assertEquals(List.of("first", "second"), asked);
    }

    @Test
    void finish_isForgottenAndReleased() {
        end.finish();
        assertEquals(List.of("forget"), end.history);
        assertTrue(end.isOver());
    }

    @Test
    void dependentFailed_isReported() {
        end.dependentFailed(new AssertionError("as the test says"));
        log.takeWarning(
                new AssertionError("as the test says"), "the end: an action that depends on its completion has failed");
    }
}
