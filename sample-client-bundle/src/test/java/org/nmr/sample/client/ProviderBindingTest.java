package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.DetachStatus;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.FakeBinding;
import org.nmr.sample.support.Threads;

@Timeout(30)
class ProviderBindingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    void exchange_providerThrows_countsFailedAndLeavesNoCallInFlight() {
        ProviderBinding binding = over(new FakeBinding<>(number -> {
            throw new IllegalStateException("broken");
        }));
        exchange(binding, 1);
        assertEquals(1, statistics.failed().sum());
        assertEquals(0, statistics.lost().sum());
        assertEquals(DetachStatus.COMPLETE, binding.detach());
    }

    /** [C-119] */
    @Test
    void detach_noCallInFlight_completeAndNoCompletionFollows() {
        FakeBinding<DatagramProvider> fake = new FakeBinding<>(number -> {});
        assertEquals(DetachStatus.COMPLETE, over(fake).detach());
        assertEquals(0, fake.completions());
    }

    /** [C-117] */
    @Test
    void exchange_detaching_makesNoCall() {
        ProviderBinding binding = answering();
        binding.detach();
        exchange(binding, 1);
        assertEquals(0, statistics.calls().sum());
        assertEquals(0, statistics.lost().sum());
    }

    /** [C-120, C-124] */
    @Test
    void detach_callsInFlight_pendingUntilTheLastOneReturns() throws Exception {
        BlockingProvider provider = new BlockingProvider();
        FakeBinding<DatagramProvider> fake = new FakeBinding<>(provider);
        ProviderBinding binding = over(fake);
        Thread first = sending(binding, 1);
        Thread second = sending(binding, 2);
        assertTrue(provider.awaitCalls(2));

        assertEquals(DetachStatus.PENDING, binding.detach());
        provider.letReturn(1);
        while (first.isAlive() && second.isAlive()) {
            Thread.onSpinWait();
        }
        assertEquals(0, fake.completions());

        provider.letReturn(1);
        assertTrue(fake.awaitCompletion());
        Threads.join(first);
        Threads.join(second);
        assertEquals(1, fake.completions());
    }

    /** The wait for an answer is no call in flight. */
    @Test
    void detach_senderWaitsForAnswer_completeAndWaitEnds() throws Exception {
        BlockingProvider provider = new BlockingProvider();
        ProviderBinding binding = over(new FakeBinding<>(provider));
        provider.letReturn(1);
        Thread sender = sending(binding, 1);
        assertTrue(provider.awaitCalls(1));
        while (sender.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(DetachStatus.COMPLETE, binding.detach());
        Threads.join(sender);
        assertEquals(1, statistics.lost().sum());
    }

    /** [C-130, C-132] Whoever is last, exactly one says that this side is done. */
    @RepeatedTest(200)
    void detach_racingWithSenders_completesExactlyOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        DatagramProvider provider = number -> inside.incrementAndGet();
        FakeBinding<DatagramProvider> fake = new FakeBinding<>(provider);
        ProviderBinding binding = over(fake);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long number = i;
            senders.add(Threads.start("test sender " + i, () -> {
                await(start);
                exchange(binding, number);
            }));
        }
        await(start);
        DetachStatus status = binding.detach();
        senders.forEach(Threads::join);
        int fromDetach = status == DetachStatus.COMPLETE ? 1 : 0;
        assertEquals(1, fromDetach + fake.completions());
        assertEquals(inside.get(), statistics.calls().sum());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
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
                "answer: expected no call after the client was deactivated; this is a provider that has not detached,"
                        + " or a registrar that did not wait for it",
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
