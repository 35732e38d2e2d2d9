// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientProposal;
import org.nmr.DetachStatus;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderProposal;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.Selection;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.Clause;

/**
 * What is over can be collected, whatever the other side keeps: the objects of a module are those of its class loader.
 *
 * <p>The tests use the registrar without {@link World}, because that remembers everything.
 */
@Clause("C-146, C-155, C-181")
class MemoryTest {
    private final CapturedLog log = new CapturedLog();
    private final Registrar registrar = new Registrar(new Environment(log, Timing.SYSTEM, Class::getName));
    private final List<Object> kept = new ArrayList<>();
    private final List<WeakReference<Object>> watched = new ArrayList<>();
    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();

    /** A context and both dispatches in one: whoever holds one of them holds the module's class loader. */
    private static final class Piece implements BindingContext, ClientCalls, ProviderCalls {
        @Override
        public String tellClient(String what) {
            return what;
        }

        @Override
        public String tellProvider(String what) {
            return what;
        }
    }

    private final class Client implements ClientModule<ClientCalls, ProviderCalls> {
        private final Consumer<ProviderProposal<ClientCalls, ProviderCalls>> script;

        Client(Consumer<ProviderProposal<ClientCalls, ProviderCalls>> script) {
            this.script = script;
        }

        @Override
        public void attachProvider(ProviderProposal<ClientCalls, ProviderCalls> proposal) {
            script.accept(proposal);
        }
    }

    private final class Provider implements ProviderModule<ClientCalls, ProviderCalls> {
        private final Consumer<Binding<ClientCalls>> keep;

        Provider(Consumer<Binding<ClientCalls>> keep) {
            this.keep = keep;
        }

        @Override
        public Answer<ProviderCalls> attachClient(ClientProposal<ClientCalls> proposal) {
            keep.accept(proposal.binding());
            return Answer.accept(watch(new Piece()), watch(new Piece()));
        }
    }

    private <T> T watch(T object) {
        watched.add(new WeakReference<>(object, cleared));
        return object;
    }

    private void assertCollected() throws InterruptedException {
        int open = watched.size();
        assertTrue(open > 0);
        for (int tries = 0; open > 0 && tries < 1000; tries++) {
            System.gc();
            while (cleared.remove(20) != null) {
                open--;
            }
        }
        List<Object> left = new ArrayList<>();
        watched.forEach(reference -> left.add(reference.get()));
        assertTrue(open == 0, () -> "still in memory: " + left);
    }

    private LiveModule module(String name) {
        return registrar.open(new Owner(1, name, "1")).openModule(name);
    }

    private static AttachResult attach(ProviderProposal<ClientCalls, ProviderCalls> proposal) {
        return proposal.attach(new Piece(), new Piece());
    }

    private AttachResult attachWatched(ProviderProposal<ClientCalls, ProviderCalls> proposal) {
        return proposal.attach(watch(new Piece()), watch(new Piece()));
    }

    private static ClientCharacteristics<ClientCalls, ProviderCalls> client(
            ClientModule<ClientCalls, ProviderCalls> module) {
        return ClientCharacteristics.of(World.NPI, module);
    }

    private static ProviderCharacteristics<ClientCalls, ProviderCalls> provider(
            ProviderModule<ClientCalls, ProviderCalls> module) {
        return ProviderCharacteristics.of(World.NPI, module);
    }

    /** A provider module that comes and goes; nothing of it is kept here. */
    private void providerComesAndGoes() {
        LiveModule module = watch(module("p"));
        module.registerProvider(provider(watch(new Provider(binding -> {}))));
        module.close();
    }

    private void clientComesAndGoes() {
        LiveModule module = watch(module("c"));
        module.registerClient(client(watch(new Client(this::attachWatched))));
        module.close();
    }

    @Test
    @Clause("C-93")
    void decline_bothStayRegistered_proposalIsCollected() throws Exception {
        kept.add(module("p").registerProvider(provider(new Provider(binding -> {}))));
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            watch(proposal);
            watch(proposal.binding());
        }))));

        assertCollected();
    }

    @Test
    @Clause("C-93")
    void decline_clientKeepsTheBinding_goneProviderIsCollected() throws Exception {
        kept.add(module("c").registerClient(client(new Client(proposal -> kept.add(proposal.binding())))));
        providerComesAndGoes();

        assertCollected();
    }

    @Test
    @Clause("C-94, C-92")
    void refused_firstTry_itsContextAndDispatchAreCollectedWhileTheSecondIsAttached() throws Exception {
        LiveModule module = module("p");
        List<String> tries = new ArrayList<>();
        kept.add(module.registerProvider(provider(proposal -> {
            tries.add("try");
            return tries.size() == 1 ? Answer.refuse("no") : Answer.accept(BindingContext.NONE, new Piece());
        })));
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            attachWatched(proposal);
            assertTrue(attach(proposal).attached());
        }))));

        assertCollected();
    }

    @Test
    @Clause("C-186")
    void gone_clientKeepsTheBinding_providerIsCollected() throws Exception {
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            kept.add(proposal.binding());
            attach(proposal);
        }))));
        providerComesAndGoes();

        assertCollected();
    }

    @Test
    @Clause("C-186")
    void gone_clientKeepsTheProposal_providerIsCollected() throws Exception {
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            kept.add(proposal);
            attach(proposal);
        }))));
        providerComesAndGoes();

        assertCollected();
    }

    @Test
    @Clause("C-186")
    void gone_providerKeepsTheBinding_clientIsCollected() throws Exception {
        kept.add(module("p").registerProvider(provider(new Provider(kept::add))));
        watched.clear();
        clientComesAndGoes();
        assertTrue(kept.size() == 2);

        assertCollected();
    }

    @Test
    void ended_clientKeepsWhatItWasTold_providerIsCollected() throws Exception {
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            kept.add(proposal.binding());
            kept.add(proposal.binding().detaching());
            kept.add(proposal.binding().peerDetached());
            kept.add(proposal.binding().peerDetached().thenRun(() -> {}));
            attach(proposal);
        }))));
        providerComesAndGoes();

        assertCollected();
    }

    @Test
    @Clause("A-20")
    void disowned_clientKeepsTheBinding_providerIsCollected() throws Exception {
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            kept.add(proposal.binding());
            attach(proposal);
            throw new IllegalArgumentException("no");
        }))));
        providerComesAndGoes();
        log.takeAll();

        assertCollected();
    }

    @Test
    void heldUp_passOfAClientThatChooses_goneCandidateIsCollected() throws Exception {
        kept.add(module("slow").registerProvider(provider(proposal -> Answer.accept(new Slow(), new Piece()))));
        kept.add(module("c")
                .registerClient(client(new Client(proposal -> {
                            attach(proposal);
                            throw new IllegalArgumentException("held up, because the provider's side is pending");
                        }))
                        .withSelection(Selection.best())));
        providerComesAndGoes();
        log.takeAll();

        assertCollected();
    }

    /** The thread of a listener waits for the next event, and keeps nothing of the last one. */
    @Test
    void ended_listenerIsThere_moduleIsCollected() throws Exception {
        CountDownLatch removed = new CountDownLatch(2);
        Subscription listener = registrar.listeners().subscribe("listener");
        listener.open();
        Thread thread = new Thread(() -> listener.serve(new Counting(removed), () -> true));
        thread.setDaemon(true);
        thread.start();
        providerComesAndGoes();
        clientComesAndGoes();
        assertTrue(removed.await(60, TimeUnit.SECONDS));

        assertCollected();
        listener.close();
        thread.join();
    }

    private record Counting(CountDownLatch removed) implements RegistrationListener {
        @Override
        public void added(RegistrationEvent registration) {
            // only the end counts
        }

        @Override
        public void removed(RegistrationEvent registration) {
            removed.countDown();
        }
    }

    /** A context that is never done. */
    private static final class Slow implements BindingContext {
        @Override
        public DetachStatus detach() {
            return DetachStatus.PENDING;
        }
    }

    @Test
    void ended_clientKeepsHandleAndEnd_providerIsCollected() throws Exception {
        LiveModule module = module("c");
        var handle = module.registerClient(client(new Client(MemoryTest::attach)));
        providerComesAndGoes();
        kept.add(handle);
        kept.add(handle.deregister());
        kept.add(module.unload());
        kept.add(module);

        assertCollected();
    }

    @Test
    void detached_clientKeepsBindingAndEnd_providerIsCollected() throws Exception {
        kept.add(module("c").registerClient(client(new Client(proposal -> {
            attach(proposal);
            kept.add(proposal.binding());
        }))));
        LiveModule module = watch(module("p"));
        module.registerProvider(provider(watch(new Provider(binding -> {}))));
        kept.add(((Binding<?>) kept.get(1)).detach());
        module.close();
        module = null;

        assertCollected();
    }

    @Test
    void ended_providerKeepsHandleAndEndAndHasAnotherOne_clientIsCollected() throws Exception {
        LiveModule module = module("p");
        var handle = module.registerProvider(provider(proposal -> Answer.accept(new Piece(), new Piece())));
        kept.add(module.registerProvider(provider(proposal -> Answer.refuse("no"))));
        clientComesAndGoes();
        kept.add(handle);
        kept.add(handle.deregister());

        assertCollected();
    }

    @Test
    void ended_moduleStays_endedRegistrationIsCollected() throws Exception {
        LiveModule module = module("m");
        kept.add(module);
        kept.add(module.registerProvider(provider(new Provider(binding -> {}))));
        watched.clear();
        watch(module.registerClient(client(watch(new Client(this::attachWatched)))))
                .close();

        assertCollected();
    }

    @Test
    @Clause("C-164, A-33")
    void unloaded_registrarStays_moduleIsCollected() throws Exception {
        providerComesAndGoes();
        clientComesAndGoes();
        assertTrue(registrar.npiCount() == 0);

        assertCollected();
    }
}
