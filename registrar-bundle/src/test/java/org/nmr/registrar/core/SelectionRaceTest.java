// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.DetachStatus;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.Selection;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** One provider at a time, while providers come and go on several threads. */
class SelectionRaceTest {
    private static final int THREADS = 3;
    private static final int STEPS = 400;

    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");

    /** How many bindings the client has. */
    private final AtomicInteger bindings = new AtomicInteger();

    /** Threads that complete a detach. One may go on with the client's next pass after the end that it completes. */
    private final Queue<Running<?>> completing = new ConcurrentLinkedQueue<>();

    SelectionRaceTest() {
        client.selection(Selection.best());
        client.onProposal(this::attach);
        client.onCleanup(context -> bindings.decrementAndGet());
    }

    private void attach(ProviderProposal<ClientCalls, ProviderCalls> proposal) {
        if (client.attach(proposal).attached() && bindings.incrementAndGet() != 1) {
            world.fault("a second binding, to " + ScriptedModule.nameOf(proposal.provider()));
        }
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> provider(String name, int ranking, boolean accepts) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
        provider.characteristic(ProviderCharacteristics.RANKING, ranking);
        if (!accepts) {
            provider.onProposal(proposal -> Answer.refuse("no"));
        }
        return provider;
    }

    @Test
    void register_whileAPassRunsOnAnotherThread_isTakenUpByThatPass() {
        Hold gate = new Hold();
        ScriptedProvider<ClientCalls, ProviderCalls> slow = provider("slow", 1, /* accepts= */ false);
        slow.onProposal(proposal -> {
            gate.stay();
            return Answer.refuse("no");
        });
        slow.register();
        Running<?> pass = world.async(client::register);
        gate.awaitInside();
        provider("late", 0, /* accepts= */ true).register();
        assertEquals(0, world.history.count("c.attachProvider(late)"));
        gate.release();
        pass.get();

        assertEquals(1, world.history.count("c.attached(late)"));
    }

    @Test
    void deregister_attachedProviderWhileItsPassStillRuns_thatThreadMovesOn() {
        Hold gate = new Hold();
        ScriptedProvider<ClientCalls, ProviderCalls> first = provider("first", 1, /* accepts= */ true);
        first.register();
        provider("second", 0, /* accepts= */ true).register();
        client.onProposal(proposal -> {
            attach(proposal);
            if (ScriptedModule.nameOf(proposal.provider()).equals("first")) {
                gate.stay();
            }
        });
        Running<?> pass = world.async(client::register);
        gate.awaitInside();
        var end = first.deregister();
        gate.release();
        pass.get();
        World.awaitEnd(end);

        assertEquals(1, world.history.count("c.attached(second)"));
        assertEquals(1, bindings.get());
    }

    /** The newcomer is in the NPI, but its thread has not come to this client, when a move asks it. */
    @Test
    void register_moveOvertakesTheNewcomersThread_newcomerIsAskedOnce() {
        Hold gate = new Hold();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("other");
        other.register();
        ScriptedProvider<ClientCalls, ProviderCalls> first = provider("first", 1, /* accepts= */ true);
        first.register();
        client.register();
        other.onProposal(proposal -> gate.stay());
        Running<?> newcomer = world.async(provider("new", 0, /* accepts= */ false)::register);
        gate.awaitInside();
        first.close();
        gate.release();
        newcomer.get();

        assertEquals(1, world.history.count("c.attachProvider(new)"));
    }

    @Test
    void deregister_clientWhileItsPassRuns_proposesNothingMore() {
        Hold gate = new Hold();
        ScriptedProvider<ClientCalls, ProviderCalls> slow = provider("slow", 1, /* accepts= */ true);
        slow.onProposal(proposal -> {
            gate.stay();
            return Answer.refuse("no");
        });
        slow.register();
        provider("next", 0, /* accepts= */ true).register();
        Running<?> pass = world.async(client::register);
        gate.awaitInside();
        var end = client.module().unload();
        gate.release();
        pass.get();
        World.awaitEnd(end);

        assertEquals(0, world.history.count("c.attachProvider(next)"));
    }

    /** On one thread the outcome is known: a loss is followed by the best that accepts. */
    @Test
    void modules_comeAndGoOnOneThread_alwaysTheBestThatAccepts() {
        for (int seed = 0; seed < 20; seed++) {
            try (World own = new World()) {
                new OneThread(own, new Random(seed)).run();
            }
        }
    }

    /** A client, providers that come and go, and what must be attached after each step. */
    private static final class OneThread {
        private final World world;
        private final Random random;
        private final ScriptedClient<ClientCalls, ProviderCalls> client;
        private final List<ScriptedProvider<ClientCalls, ProviderCalls>> present = new ArrayList<>();
        private final List<ScriptedProvider<ClientCalls, ProviderCalls>> accepting = new ArrayList<>();
        private String expected = "none";
        private String attached = "none";

        OneThread(World world, Random random) {
            this.world = world;
            this.random = random;
            client = world.client("c");
            client.selection(Selection.best());
            client.onProposal(proposal -> {
                if (client.attach(proposal).attached()) {
                    assertEquals("none", attached);
                    attached = ScriptedModule.nameOf(proposal.provider());
                }
            });
            client.onCleanup(context -> attached = "none");
        }

        void run() {
            client.register();
            for (int step = 0; step < 200; step++) {
                if (present.size() < 2 || (present.size() < 12 && random.nextBoolean())) {
                    arrive("p" + step);
                } else {
                    leave(present.remove(random.nextInt(present.size())));
                }
                assertEquals(expected, attached);
            }
        }

        private void arrive(String name) {
            ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
            provider.characteristic(ProviderCharacteristics.RANKING, random.nextInt(3));
            present.add(provider);
            if (random.nextInt(3) == 0) {
                provider.onProposal(proposal -> Answer.refuse("no"));
            } else {
                accepting.add(provider);
                expected = expected.equals("none") ? name : expected;
            }
            provider.register();
        }

        private void leave(ScriptedProvider<ClientCalls, ProviderCalls> provider) {
            accepting.remove(provider);
            if (provider.name().equals(expected)) {
                expected = best();
            }
            provider.close();
        }

        /** The first of the highest ranking: the list is in the order of registration. */
        private String best() {
            String best = "none";
            int highest = Integer.MIN_VALUE;
            for (ScriptedProvider<ClientCalls, ProviderCalls> provider : accepting) {
                int ranking = (Integer) provider.instance().characteristics().get(ProviderCharacteristics.RANKING);
                if (ranking > highest) {
                    highest = ranking;
                    best = provider.name();
                }
            }
            return best;
        }
    }

    @Test
    void modules_comeAndGoOnManyThreads_atMostOneBindingAndOneWhenQuiet() {
        client.register();
        List<Running<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(world.async(() -> live(thread, new Random(thread))));
        }
        threads.forEach(Running::get);
        completing.forEach(Running::get);
        assertEquals(0, bindings.get());

        provider("last", 0, /* accepts= */ true).register();
        assertEquals(1, bindings.get());
        assertTrue(world.history.count("c.attached(last)") == 1);
    }

    private int live(int thread, Random random) {
        Deque<ScriptedProvider<ClientCalls, ProviderCalls>> alive = new ArrayDeque<>();
        for (int step = 0; step < STEPS; step++) {
            ScriptedProvider<ClientCalls, ProviderCalls> provider =
                    provider("t" + thread + "s" + step, random.nextInt(3), random.nextInt(4) > 0);
            if (random.nextInt(3) == 0) {
                provider.onDetach(this::completeElsewhere);
            }
            provider.register();
            alive.add(provider);
            if (alive.size() > 3) {
                alive.removeFirst().close();
            }
        }
        alive.forEach(ScriptedModule::close);
        return STEPS;
    }

    private DetachStatus completeElsewhere(ScriptedContext<?> context) {
        completing.add(world.async(() -> {
            context.complete();
            return "";
        }));
        return DetachStatus.PENDING;
    }
}
