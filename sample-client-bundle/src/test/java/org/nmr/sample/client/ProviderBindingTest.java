// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.CallOutcomeUnknownException;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.FakeBinding;
import org.nmr.sample.support.Threads;

@Timeout(300)
class ProviderBindingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Statistics statistics = new Statistics();
    private final ProviderBindings bindings = new ProviderBindings();

    private ProviderBinding over(FakeBinding<DatagramProvider> fake) {
        return new ProviderBinding(fake, bindings, statistics);
    }

    private static Thread sending(ProviderBinding binding, long number) {
        return Threads.start("test sender " + number, () -> exchange(binding, number));
    }

    private static void exchange(ProviderBinding binding, long number) {
        try {
            binding.exchange(number, PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A provider that answers at once, on the calling thread. */
    private ProviderBinding answering() {
        ProviderBinding[] self = new ProviderBinding[1];
        self[0] = over(new FakeBinding<>(number -> self[0].answer(number)));
        return self[0];
    }

    @Test
    void exchange_providerAnswers_countsCallAndAnswer() {
        exchange(answering(), 1);
        assertEquals(1, statistics.calls().sum());
        assertEquals(1, statistics.answers().sum());
        assertEquals(0, statistics.lost().sum());
    }

    @Test
    void exchange_noAnswerInTime_countsLostAndNotFailed() throws InterruptedException {
        over(new FakeBinding<>(number -> {})).exchange(1, Duration.ofMillis(1));
        assertEquals(1, statistics.calls().sum());
        assertEquals(1, statistics.lost().sum());
        assertEquals(0, statistics.failed().sum());
    }

    @Test
    void exchange_providerThrows_countsCallAndFailed() {
        ProviderBinding binding = over(new FakeBinding<>(number -> {
            throw new IllegalStateException("broken");
        }));
        exchange(binding, 1);
        assertEquals(1, statistics.calls().sum());
        assertEquals(1, statistics.failed().sum());
        assertEquals(0, statistics.refused().sum());
        assertEquals(0, statistics.lost().sum());
    }

    /** The registrar refuses the call, because this side has detached: the provider is going. */
    @Test
    void exchange_refused_isNoCallAndNoFailure() {
        ProviderBinding binding = over(new FakeBinding<>(number -> {
            throw new DetachedException("the provider is going, as the test wants it");
        }));
        exchange(binding, 1);
        assertEquals(1, statistics.refused().sum());
        assertEquals(0, statistics.calls().sum());
        assertEquals(0, statistics.failed().sum());
        assertEquals(0, statistics.lost().sum());
    }

    /** The provider's node is lost during the call. */
    @Test
    void exchange_outcomeUnknown_isACallAndNoFailure() {
        ProviderBinding binding = over(new FakeBinding<>(number -> {
            throw new CallOutcomeUnknownException("the node is lost, as the test wants it");
        }));
        exchange(binding, 1);
        assertEquals(1, statistics.calls().sum());
        assertEquals(1, statistics.unknown().sum());
        assertEquals(0, statistics.failed().sum());
        assertEquals(0, statistics.refused().sum());
        assertEquals(0, statistics.lost().sum());
    }

    /** The wait for an answer is no call in flight. */
    @Test
    void detach_senderWaitsForAnswer_completeAndWaitEnds() throws Exception {
        BlockingProvider provider = new BlockingProvider();
        ProviderBinding binding = over(new FakeBinding<>(provider));
        provider.letReturn(1);
        Thread sender = sending(binding, 1);
        assertTrue(provider.awaitCalls(1));
        while (sender.isAlive() && sender.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(DetachStatus.COMPLETE, binding.detach());
        Threads.join(sender);
        assertEquals(1, statistics.lost().sum());
    }

    @Test
    void detach_attached_takesTheBindingFromTheSenders() throws Exception {
        ProviderBinding going = answering();
        ProviderBinding staying = answering();
        bindings.add(going);
        bindings.add(staying);
        going.detach();
        assertEquals(staying, bindings.next());
        assertEquals(staying, bindings.next());
    }

    /** [C-122] */
    @Test
    void answer_afterDetach_isTaken() {
        ProviderBinding binding = answering();
        binding.detach();
        binding.answer(1);
        assertEquals(1, statistics.answers().sum());
        assertEquals(0, statistics.lateCalls().sum());
    }

    @Test
    void answer_afterEnd_isCountedAsLateAndFails() {
        ProviderBinding binding = answering();
        statistics.end();
        String message = assertThrows(IllegalStateException.class, () -> binding.answer(1))
                .getMessage();
        assertEquals(
                "answer: expected no call after the client was deactivated. The provider has not detached, or the"
                        + " registrar has not waited for it",
                message);
        assertEquals(1, statistics.lateCalls().sum());
        assertEquals(0, statistics.answers().sum());
    }

    @Test
    void cleanup_always_countsDetached() {
        ProviderBinding binding = answering();
        assertNotNull(binding.toString());
        binding.cleanup();
        assertEquals(1, statistics.detached().sum());
    }
}
