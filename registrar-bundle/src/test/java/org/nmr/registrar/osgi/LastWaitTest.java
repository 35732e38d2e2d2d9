// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Deregistration;
import org.nmr.testkit.Fake;

/** Only completion or a refusal ends the last wait. */
@Timeout(300)
class LastWaitTest {
    private final List<String> history = new ArrayList<>();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> history.add("log " + args[0])));
    private int failures = 1;
    private boolean isComplete;

    private final Deregistration end = Fake.of(
            Deregistration.class,
            Map.of(
                    "await",
                    args -> {
                        history.add("await");
                        failSometimes(new StackOverflowError());
                        return null;
                    },
                    "isComplete",
                    args -> isComplete));

    private void failSometimes(Error error) {
        if (failures-- > 0) {
            throw error;
        }
    }

    private void await(Supplier<Deregistration> unload) {
        new LastWait(unload, log).await();
    }

    @Test
    void await_errorInTheWait_isReportedAndTriedAgain() {
        await(() -> end);
        assertEquals(List.of("await", "log ERROR", "await"), history);
    }

    @Test
    void await_errorWhileTheEndBegins_isTriedAgain() {
        await(() -> {
            failSometimes(new OutOfMemoryError("test"));
            return end;
        });
        assertEquals(List.of("log ERROR", "await"), history);
    }

    @Test
    void await_errorAndRevoked_returns() {
        failures = Integer.MAX_VALUE;
        isComplete = true;
        await(() -> end);
        assertEquals(List.of("await", "log ERROR"), history);
    }

    @Test
    void await_logFailsToo_goesOn() {
        new LastWait(() -> end, Fake.of(System.Logger.class, Map.of("log", args -> {
                    throw new IllegalStateException("test");
                })))
                .await();
        assertEquals(List.of("await", "await"), history);
    }

    @Test
    void await_interruptedBetweenTwoAttempts_restoresTheFlag() {
        Thread.currentThread().interrupt();
        await(() -> end);
        assertTrue(Thread.interrupted());
    }

    @Test
    void await_interruptedThreadThatCannotBeInterruptedAgain_ends() throws Exception {
        StubbornThread.run(() -> await(() -> {
            if (failures == 1) {
                StubbornThread.interruptSelf();
            }
            return end;
        }));
        assertEquals(List.of("await", "log ERROR", "await"), history);
    }

    @Test
    void await_refused_throws() {
        Deregistration refused = Fake.of(Deregistration.class, Map.of("await", args -> {
            throw new IllegalStateException("inside");
        }));
        assertThrows(IllegalStateException.class, () -> await(() -> refused));
    }
}
