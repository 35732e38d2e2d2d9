// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** The end of a binding: section 6 of the contract. */
class CleanupTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    @BeforeEach
    void attach() {
        provider.register();
        client.register();
        world.history.clear();
    }

    @Test
    @Clause("C-145, C-176, B-14")
    void cleanup_lastCompletion_runsInsideIt() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        provider.detachesLater();
        client.deregister();
        client.onCleanup(context -> thread.set(Thread.currentThread()));
        provider.onCleanup(context -> assertSame(thread.get(), Thread.currentThread()));
        provider.context().complete();

        assertSame(Thread.currentThread(), thread.get());
    }

    @Test
    @Clause("C-25, C-140, C-141, C-142, C-139")
    void cleanup_contextWithDefaults_needsNoImplementation() {
        ScriptedClient<ClientCalls, ProviderCalls> plain = world.client("plain");
        plain.onProposal(proposal -> assertTrue(
                proposal.attach(new BindingContext() {}, plain.dispatch()).attached()));
        plain.register();
        plain.close();

        world.history.assertHistory(
                "plain.attachProvider(p)", "p.attachClient(plain)", "p.detach(plain)", "p.cleanup(plain)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("A-25")
    void cleanup_throws_isLoggedAndTheEndGoesOn(String side) {
        ScriptedModule<?> module = side.equals("c") ? client : provider;
        Error thrown = new AssertionError("oops");
        module.onCleanup(context -> {
            throw thrown;
        });
        client.close();
        provider.close();

        world.history.assertHistory("c.detach(p)", "p.detach(c)", "c.cleanup(p)", "p.cleanup(c)");
        world.log.takeWarning(thrown, side);
    }

    @Test
    @Clause("A-25, C-106")
    void cleanup_throws_otherBindingsAreEndedToo() {
        RuntimeException thrown = new IllegalStateException("oops");
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        other.register();
        provider.onCleanup(context -> {
            throw thrown;
        });
        client.close();

        assertEquals(1, world.history.count("q.cleanup(c)"));
        world.log.takeWarning(thrown, "p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("A-7, C-151, C-164, A-28")
    void cleanup_running_neitherEndIsComplete(String side) {
        Hold gate = new Hold();
        (side.equals("c") ? client : provider).onCleanup(context -> gate.stay());
        Running<?> first = world.async(() -> client.deregister());
        gate.awaitInside();
        var second = provider.deregister();
        assertFalse(second.isComplete());

        gate.release();
        first.get();
        assertTrue(second.isComplete());
    }

    @Test
    @Clause("A-7, C-106")
    void cleanup_ofOneBindingRunning_endOfTheOtherModuleDoesNotWaitForIt() {
        Hold gate = new Hold();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.register();
        client.onCleanup(context -> gate.stay());
        Running<?> blocked = world.async(() -> client.deregister());
        gate.awaitInside();
        assertTrue(other.deregister().isComplete());

        gate.release();
        blocked.get();
    }

    @Test
    @Clause("A-7, C-150")
    void cleanup_ofOneOfTwoBindingsDone_endWaitsForTheOther() {
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        other.register();
        other.onDetach(context -> DetachStatus.PENDING);
        var end = client.deregister();
        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertFalse(end.isComplete());

        other.context().complete();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("C-120, C-121, C-123, C-124, C-125, C-173")
    void cleanup_moduleThatCountsItsCalls_comesWhenTheLastCallHasReturned() {
        Hold gate = new Hold();
        CountingCalls calls = new CountingCalls();
        provider.dispatch(what -> {
            gate.stay();
            return "done";
        });
        ScriptedClient<ClientCalls, ProviderCalls> counting = world.client("counting");
        counting.onDetach(context -> calls.detach(context.binding()));
        counting.register();
        Running<String> call = world.async(
                () -> calls.call(() -> counting.context(provider).dispatch().tellProvider("slow")));
        gate.awaitInside();
        var end = counting.deregister();
        assertFalse(end.isComplete());
        assertEquals("detached", calls.call(() -> "called"));

        gate.release();
        assertEquals("done", call.get());
        assertTrue(end.isComplete());
    }

    /** The documented pattern: counts calls under its own lock and completes outside of it. */
    private static final class CountingCalls {
        private int running;
        private Binding<?> detaching;

        synchronized DetachStatus detach(Binding<?> binding) {
            detaching = binding;
            return running == 0 ? DetachStatus.COMPLETE : DetachStatus.PENDING;
        }

        String call(Supplier<String> function) {
            synchronized (this) {
                if (detaching != null) {
                    return "detached";
                }
                running++;
            }
            String result = function.get();
            if (isLast()) {
                detaching.detachComplete();
            }
            return result;
        }

        private synchronized boolean isLast() {
            running--;
            return running == 0 && detaching != null;
        }
    }
}
