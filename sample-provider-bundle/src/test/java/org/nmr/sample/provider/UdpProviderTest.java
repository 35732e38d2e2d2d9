// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.ClientProposal;
import org.nmr.DetachStatus;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.FakeBinding;

@Timeout(300)
class UdpProviderTest {
    private final Statistics statistics = new Statistics();
    private final UdpProvider provider;
    private final List<ClientBinding> bindings = new ArrayList<>();

    UdpProviderTest() throws IOException {
        provider = new UdpProvider(statistics);
    }

    @AfterEach
    void unloadAndLookForThreads() {
        bindings.forEach(ClientBinding::detach);
        provider.close();
        assertEquals(List.of(), threads());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nmr-sample-provider"))
                .toList();
    }

    private record Proposal(Binding<DatagramClient> binding) implements ClientProposal<DatagramClient> {
        @Override
        public ProviderRegistration registration() {
            throw new AssertionError("the provider was not expected to ask for its registration");
        }

        @Override
        public RegistrationInstance client() {
            return RegistrationInstance.of(DatagramNpi.NPI);
        }
    }

    private ClientBinding attach(Binding<DatagramClient> binding) throws IOException {
        Answer.Accepted<DatagramProvider> accepted =
                (Answer.Accepted<DatagramProvider>) provider.attachClient(new Proposal(binding));
        ClientBinding context = (ClientBinding) accepted.context();
        bindings.add(context);
        return context;
    }

    private static void send(DatagramProvider binding, int from, int to) {
        for (int number = from; number <= to; number++) {
            binding.send(number);
        }
    }

    private static Set<Long> take(BlockingQueue<Long> queue, int count) throws InterruptedException {
        Set<Long> taken = new TreeSet<>();
        while (taken.size() < count) {
            taken.add(queue.poll(60, TimeUnit.SECONDS));
        }
        return taken;
    }

    @Test
    void send_severalDatagrams_comeBackOnTheReceiverThread() throws Exception {
        BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
        Set<String> receivers = new TreeSet<>();
        send(
                attach(new FakeBinding<>(number -> {
                    receivers.add(Thread.currentThread().getName());
                    answers.add(number);
                })),
                1,
                5);
        assertEquals(Set.of(1L, 2L, 3L, 4L, 5L), take(answers, 5));
        assertEquals(Set.of("nmr-sample-provider receiver for unknown [-1]"), receivers);
    }

    @Test
    void send_twoClients_eachGetsItsOwnAnswers() throws Exception {
        BlockingQueue<Long> first = new LinkedBlockingQueue<>();
        BlockingQueue<Long> second = new LinkedBlockingQueue<>();
        ClientBinding one = attach(new FakeBinding<>(first::add));
        ClientBinding two = attach(new FakeBinding<>(second::add));
        send(one, 1, 2);
        send(two, 3, 4);
        assertEquals(Set.of(1L, 2L), take(first, 2));
        assertEquals(Set.of(3L, 4L), take(second, 2));
        assertEquals(2, statistics.attached().sum());
    }

    @Test
    void send_clientFails_receivesTheNextOne() throws Exception {
        BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
        send(
                attach(new FakeBinding<>(number -> {
                    if (number == 1) {
                        throw new IllegalStateException("client is broken, as the test wants it");
                    }
                    answers.add(number);
                })),
                1,
                2);
        assertEquals(Set.of(2L), take(answers, 1));
    }

    /** [C-120] The receiver waits for datagrams. */
    @Test
    void detach_receiverIdle_pendingThenCompletedByTheReceiver() throws Exception {
        FakeBinding<DatagramClient> binding = new FakeBinding<>(number -> {});
        assertEquals(DetachStatus.PENDING, attach(binding).detach());
        assertTrue(binding.awaitCompletion());
        assertEquals(1, binding.completions());
    }

    /** [C-120, C-124] */
    @Test
    void detach_receiverInsideTheClient_completesWhenTheClientReturns() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch exit = new CountDownLatch(1);
        FakeBinding<DatagramClient> fake = new FakeBinding<>(number -> {
            inside.countDown();
            awaitQuietly(exit);
        });
        ClientBinding binding = attach(fake);
        binding.send(1);
        assertTrue(inside.await(60, TimeUnit.SECONDS));
        assertEquals(DetachStatus.PENDING, binding.detach());
        assertEquals(0, fake.completions());
        exit.countDown();
        assertTrue(fake.awaitCompletion());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A client may end its registration inside a call; the binding's own thread detaches then. */
    @Test
    void detach_onTheReceiverThread_completesOnce() throws Exception {
        ClientBinding[] self = new ClientBinding[1];
        FakeBinding<DatagramClient> binding = new FakeBinding<>(number -> self[0].detach());
        self[0] = attach(binding);
        self[0].send(1);
        assertTrue(binding.awaitCompletion());
        assertEquals(1, binding.completions());
    }

    /** [C-122] */
    @Test
    void send_betweenDetachAndCleanup_isLostWithoutFailing() throws Exception {
        FakeBinding<DatagramClient> fake = new FakeBinding<>(number -> {});
        ClientBinding binding = attach(fake);
        binding.detach();
        binding.send(1);
        assertEquals(0, statistics.lateCalls().sum());
    }

    @Test
    void send_afterCleanup_fails() throws Exception {
        ClientBinding binding = attach(new FakeBinding<>(number -> {}));
        binding.detach();
        binding.cleanup();
        String message =
                assertThrows(IllegalStateException.class, () -> binding.send(7)).getMessage();
        assertEquals(
                "datagram 7 of unknown [-1]: expected no call after the binding's cleanup. Count the calls, and"
                        + " complete the detach when none is left",
                message);
        assertEquals(1, statistics.detached().sum());
    }

    @Test
    void send_afterClose_isCountedAsLateAndFails() throws Exception {
        ClientBinding binding = attach(new FakeBinding<>(number -> {}));
        binding.detach();
        provider.close();
        String message =
                assertThrows(IllegalStateException.class, () -> binding.send(1)).getMessage();
        assertEquals(
                "send: expected no call after the provider's stop(). The client has not detached, or the registrar has"
                        + " not waited for it",
                message);
        assertEquals(1, statistics.lateCalls().sum());
    }

    @Test
    void close_interrupted_waitsForTheThreadsAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        provider.close();
        assertEquals(List.of(), threads());
        assertTrue(Thread.interrupted());
    }
}
