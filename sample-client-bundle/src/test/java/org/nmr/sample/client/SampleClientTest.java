package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.FakeBinding;

@Timeout(30)
class SampleClientTest {
    private final FakeContext framework = new FakeContext(Map.of(SenderCount.PROPERTY, "2"));

    private record Senders(int senders) implements Settings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return Settings.class;
        }
    }

    private static List<String> senderThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nmr-sample-client sender"))
                .toList();
    }

    @Test
    void activate_frameworkProperty_startsSoManySendersAndDeactivateEndsThem() {
        SampleClient client = new SampleClient(framework.context(), new Senders(0));
        assertEquals(2, senderThreads().size());
        client.deactivate();
        assertEquals(List.of(), senderThreads());
    }

    @Test
    void activate_configuration_winsOverFrameworkProperty() {
        assertEquals(3, SenderCount.of(new Senders(3), framework.context()));
        assertEquals(2, SenderCount.of(new Senders(0), framework.context()));
        assertEquals(4, SenderCount.of(new Senders(0), new FakeContext(Map.of()).context()));
    }

    @Test
    void activate_badNumber_failsAndSaysWhichOne() {
        FakeContext bad = new FakeContext(Map.of(SenderCount.PROPERTY, "many"));
        assertEquals(
                "framework property nmr.sample.client.senders: expected a number of threads, was \"many\"",
                assertThrows(IllegalArgumentException.class, () -> new SampleClient(bad.context(), new Senders(0)))
                        .getMessage());
        assertEquals(
                "configuration property senders: expected at least 1 thread, was -1",
                assertThrows(IllegalArgumentException.class, () -> new SampleClient(bad.context(), new Senders(-1)))
                        .getMessage());
        assertEquals(List.of(), senderThreads());
    }

    @Test
    void activate_always_publishesItsCountersUntilDeactivated() {
        SampleClient client = new SampleClient(framework.context(), new Senders(1));
        assertEquals(
                Set.of("calls", "failed", "answers", "lost", "pending", "attached", "detached", "late-calls"),
                framework.counters.keySet());
        client.deactivate();
        assertEquals(Set.of(), framework.counters.keySet());
    }

    @Test
    void attach_providerAnswers_trafficFlowsUntilDetached() throws Exception {
        SampleClient client = new SampleClient(framework.context(), new Senders(2));
        Map<String, LongSupplier> counters = Map.copyOf(framework.counters);
        AnsweringProposal proposal = new AnsweringProposal();
        client.register(new Proposing(proposal));
        assertTrue(proposal.answered.await(10, TimeUnit.SECONDS));

        boolean pending = proposal.context.get().detach() == DetachStatus.PENDING;
        assertTrue(!pending || proposal.fake.awaitCompletion());
        proposal.context.get().cleanup();
        client.deactivate();

        assertEquals(1, counters.get("attached").getAsLong());
        assertEquals(1, counters.get("detached").getAsLong());
        assertEquals(0, counters.get("failed").getAsLong());
        assertEquals(counters.get("calls").getAsLong(), counters.get("answers").getAsLong());
        assertThrows(IllegalStateException.class, () -> proposal.dispatch.get().answer(0));
        assertEquals(1, counters.get("late-calls").getAsLong());
    }

    /** A provider that answers on the calling thread; released after 100 answers. */
    private static final class AnsweringProposal implements ProviderProposal<DatagramClient, DatagramProvider> {
        final CountDownLatch answered = new CountDownLatch(100);
        final AtomicReference<BindingContext> context = new AtomicReference<>();
        final AtomicReference<DatagramClient> dispatch = new AtomicReference<>();
        final FakeBinding<DatagramProvider> fake = new FakeBinding<>(number -> {
            dispatch.get().answer(number);
            answered.countDown();
        });

        @Override
        public RegistrationInstance provider() {
            return RegistrationInstance.of(DatagramNpi.NPI);
        }

        @Override
        public Binding<DatagramProvider> binding() {
            return fake;
        }

        @Override
        public AttachResult attach(BindingContext given, DatagramClient client) {
            context.set(given);
            dispatch.set(client);
            return AttachResult.ATTACHED;
        }

        @Override
        public AttachResult attach(BindingContext given) {
            throw new UnsupportedOperationException("the NPI has a client dispatch");
        }
    }

    /** Proposes one provider to the client that registers. */
    private record Proposing(AnsweringProposal proposal) implements ModuleRegistrations {
        @Override
        @SuppressWarnings("unchecked")
        public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
            try {
                client.module().attachProvider((ProviderProposal<C, P>) proposal);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return null;
        }

        @Override
        public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Deregistration unload() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
