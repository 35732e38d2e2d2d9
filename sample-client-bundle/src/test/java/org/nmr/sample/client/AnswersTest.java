// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.sample.support.Threads;

@Timeout(300)
class AnswersTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Answers answers = new Answers();

    /** Returns when the task waits for the answer. */
    private FutureTask<Boolean> waiting(long number) {
        answers.expect(number);
        FutureTask<Boolean> answer = new FutureTask<>(() -> answers.await(number, LONG));
        Thread thread = Threads.start("test waiter", answer);
        while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return answer;
    }

    @Test
    void await_arrivedBefore_true() throws Exception {
        answers.expect(1);
        answers.arrived(1);
        assertTrue(answers.await(1, Duration.ZERO));
    }

    @Test
    void await_arrivesMeanwhile_true() throws Exception {
        FutureTask<Boolean> answer = waiting(1);
        answers.arrived(2);
        answers.arrived(1);
        assertTrue(answer.get(60, TimeUnit.SECONDS));
    }

    @Test
    void await_lost_falseWhenThePatienceIsOver() throws Exception {
        answers.expect(1);
        assertFalse(answers.await(1, Duration.ofMillis(1)));
    }

    @Test
    void close_somebodyWaits_endsTheWait() throws Exception {
        FutureTask<Boolean> answer = waiting(1);
        answers.close();
        assertFalse(answer.get(60, TimeUnit.SECONDS));
    }
}
