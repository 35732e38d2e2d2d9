// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.Registration;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Each listener is told of each registration, once that it came and once that it went. */
@Timeout(300)
class ListenersTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final LiveModule module = world.module("m");

    /** A listener on a thread of its own. */
    private class Follower implements RegistrationListener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final List<RegistrationEvent> events = new ArrayList<>();
        final Subscription subscription = world.registrar.listeners().subscribe("listener of test");
        private Running<Object> thread;

        Follower follow() {
            subscription.open();
            thread = world.async(Executors.callable(() -> subscription.serve(this, () -> true)));
            return this;
        }

        @Override
        public void added(RegistrationEvent event) {
            heard("+", event);
        }

        @Override
        public void removed(RegistrationEvent event) {
            heard("-", event);
        }

        void heard(String what, RegistrationEvent event) {
            synchronized (events) {
                events.add(event);
            }
            heard.add(what + event.id());
        }

        String next() throws InterruptedException {
            return heard.poll(60, TimeUnit.SECONDS);
        }

        List<String> next(int count) throws InterruptedException {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(next());
            }
            return all;
        }

        /** Everything that is told until there is nothing more to tell. */
        List<String> rest() {
            subscription.finish();
            thread.get();
            List<String> all = new ArrayList<>();
            heard.drainTo(all);
            return all;
        }
    }

    private Registration client() {
        return module.registerClient(ClientCharacteristics.of(World.NPI, proposal -> {}));
    }

    @Test
    void serve_registrationsThatAreThere_comeFirstByTheirIds() throws Exception {
        Registration first = client();
        provider.register();
        client();
        first.close();
        Follower follower = new Follower().follow();
        assertEquals(List.of("+2", "+3"), follower.next(2));
        client();

        assertEquals("+4", follower.next());
        follower.subscription.close();
    }

    @Test
    void added_event_hasRoleTypesAndInstance() throws Exception {
        Follower follower = new Follower().follow();
        Registration registration = provider.register();
        assertEquals("+1", follower.next());
        provider.deregister();
        assertEquals("-1", follower.next());

        RegistrationEvent event = follower.events.get(0);
        assertEquals(new RegistrationEvent(RegistrationEvent.Role.PROVIDER, World.NPI, registration.instance()), event);
        assertEquals(event, follower.events.get(1));
        assertSame(World.NPI, event.npi());
        follower.subscription.close();
    }

    @Test
    void removed_endThatWaits_comesWhenItIsComplete() throws Exception {
        provider.detachesLater();
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        Follower follower = new Follower().follow();
        provider.register();
        client.register();
        client.deregister();
        client();
        assertEquals(List.of("+1", "+2", "+3"), follower.next(3));
        provider.context().complete();

        assertEquals("-2", follower.next());
        follower.subscription.close();
    }

    @Test
    void capture_isTold_asAClient() throws Exception {
        provider.register();
        Follower follower = new Follower().follow();
        module.capture(CaptureRequest.of(World.NPI, what -> what), Duration.ZERO)
                .close();

        assertEquals(List.of("+1", "+2", "-2"), follower.next(3));
        assertEquals(RegistrationEvent.Role.CLIENT, follower.events.get(1).role());
        follower.subscription.close();
    }

    @Test
    void added_throwsWhateverItMay_nextOnesCome() throws Exception {
        List<Throwable> thrown = List.of(new IllegalStateException("one"), new StackOverflowError("two"));
        Follower follower = new Follower() {
            @Override
            public void added(RegistrationEvent event) {
                super.added(event);
                if (event.id() <= 2) {
                    Thread.currentThread().interrupt();
                    Throwable next = thrown.get((int) event.id() - 1);
                    if (next instanceof Error error) {
                        throw error;
                    }
                    throw (IllegalStateException) next;
                }
            }
        };
        follower.follow();
        Stream.generate(this::client).limit(3).forEach(Registration::close);

        assertEquals(6, follower.rest().size());
        for (Throwable each : thrown) {
            world.log.takeWarning(each, "listener of test", "has failed in added() of registration");
        }
    }

    @Test
    void added_blocks_modulesAndOtherListenersGoOn() throws Exception {
        Hold gate = new Hold();
        Follower stuck = new Follower() {
            @Override
            public void added(RegistrationEvent event) {
                gate.stay();
            }
        };
        stuck.follow();
        Follower other = new Follower().follow();
        client().close();
        gate.awaitInside();
        client().close();
        assertEquals(List.of("+1", "-1", "+2", "-2"), other.next(4));
        stuck.subscription.close(); // does not wait for the call that has begun
        gate.release();

        assertEquals(List.of(), stuck.rest());
        other.subscription.close();
    }

    @Test
    void close_nothingBeginsAfterwards() throws Exception {
        Follower follower = new Follower().follow();
        client();
        assertEquals("+1", follower.next());
        follower.subscription.close();
        client();

        assertEquals(List.of(), follower.rest());
        assertTrue(world.registrar.listeners().isEmpty());
    }

    @Test
    void close_beforeItIsServed_tellsNothing() {
        client();
        Follower follower = new Follower();
        follower.subscription.close();
        follower.follow();

        assertEquals(List.of(), follower.rest());
        assertTrue(world.registrar.listeners().isEmpty());
    }

    @Test
    void serve_listenerIsGone_ends() {
        AtomicBoolean isThere = new AtomicBoolean();
        Follower follower = new Follower();
        client();
        follower.subscription.serve(follower, isThere::get);

        assertTrue(follower.heard.isEmpty());
        assertTrue(world.registrar.listeners().isEmpty());
    }

    @Test
    void finish_registrarHasStopped_eachEndIsTold() {
        Hold gate = new Hold();
        Follower slow = new Follower() {
            @Override
            public void added(RegistrationEvent event) {
                gate.stay();
                super.added(event);
            }
        };
        slow.follow();
        client();
        gate.awaitInside();
        client();
        world.registrar.unloadAll().await();
        slow.subscription.finish();
        gate.release();

        List<String> heard = slow.rest();
        assertEquals(4, heard.size());
        assertPaired(heard, Set.of());
    }

    /** The memory of a listener that is stuck has a limit, and the log says what is left out. */
    @Test
    void added_blocks_comingAndGoingBeyondTheLimitIsLeftOutAsAWhole() {
        Hold gate = new Hold();
        Follower stuck = new Follower() {
            @Override
            public void added(RegistrationEvent event) {
                if (event.id() == 1) {
                    gate.stay();
                }
                super.added(event);
            }
        };
        stuck.follow();
        Registration first = client();
        gate.awaitInside();
        stuck.subscription.report();
        for (int i = 0; i < Subscription.LIMIT; i++) {
            client().close();
        }
        long last = client().instance().id();
        first.close();
        assertTrue(stuck.subscription.size() <= Subscription.LIMIT + 2, () -> stuck.subscription.size() + " wait");
        stuck.subscription.report();
        stuck.subscription.report();
        world.log.takeWarning("listener of test is slow", "more than 1000 calls");
        world.log.assertNoMoreWarnings();
        gate.release();

        List<String> heard = stuck.rest();
        assertEquals("+1", heard.get(0));
        assertTrue(heard.containsAll(List.of("-1", "+" + last)));
        assertPaired(heard, Set.of(last));
        world.log.takeWarning("has caught up", "500 registrations");
    }

    /** Listeners come while modules come and go. */
    @Test
    void serve_whileModulesComeAndGo_nothingIsLostOrDoubled() {
        for (int round = 0; round < 20; round++) {
            List<Follower> followers = new ArrayList<>();
            List<Running<Object>> modules = IntStream.range(0, 3)
                    .mapToObj(each -> world.async(Executors.callable(() -> {
                        for (int i = 0; i < 50; i++) {
                            client().close();
                        }
                    })))
                    .toList();
            for (int i = 0; i < 5; i++) {
                followers.add(new Follower().follow());
            }
            modules.forEach(Running::get);
            Registration last = client();
            for (Follower follower : followers) {
                List<String> heard = follower.rest();
                assertPaired(heard, Set.of(last.instance().id()));
            }
            last.close();
        }
    }

    private static void assertPaired(List<String> heard, Set<Long> staying) {
        Set<Long> there = new HashSet<>();
        Set<Long> seen = new HashSet<>();
        for (String each : heard) {
            long id = Long.parseLong(each.substring(1));
            if (each.startsWith("+")) {
                assertTrue(seen.add(id), () -> each + " came twice: " + heard);
                there.add(id);
            } else {
                assertTrue(there.remove(id), () -> each + " came without being there: " + heard);
            }
        }
        assertEquals(staying, there);
        assertFalse(heard.contains(null));
    }
}
