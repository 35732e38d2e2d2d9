// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Both sides' detach and its completion: section 5 of the contract. */
class DetachTest {
    private static final String[] DETACHED = {"c.detach(p)", "p.detach(c)"};
    private static final String[] GONE = {"c.detach(p)", "p.detach(c)", "c.cleanup(p)", "p.cleanup(c)"};

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

    private ScriptedModule<?> module(String name) {
        return name.equals("c") ? client : provider;
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("C-109, C-110, C-111, C-112, C-113, C-115, C-116, C-119, C-134, C-138, C-144, C-156, A-6, A-7")
    void deregister_eitherModule_detachesAndCleansUpBothClientFirst(String initiator) {
        Deregistration end = module(initiator).deregister();

        assertTrue(end.isComplete());
        world.history.assertHistory(GONE);
    }

    @ParameterizedTest
    @CsvSource({"c, c, p", "c, p, c", "p, c, p", "p, p, c"})
    @Clause("C-120, C-121, C-128, C-132, C-134, C-137, C-145, A-6, B-8, C-135")
    void deregister_bothPending_endsWithTheSecondCompletion(String initiator, String first, String second) {
        client.detachesLater();
        provider.detachesLater();
        Deregistration end = module(initiator).deregister();
        world.history.assertHistory(DETACHED);
        assertFalse(end.isComplete());

        world.elsewhere(() -> module(first).context().complete());
        world.history.assertHistory(DETACHED);
        assertFalse(end.isComplete());

        module(second).context().complete();
        world.history.assertHistory(GONE);
        assertTrue(end.isComplete());
    }

    @ParameterizedTest
    @CsvSource({"c, c", "c, p", "p, c", "p, p"})
    @Clause("C-120, C-134, C-137, C-176")
    void deregister_oneSidePending_endsWithItsCompletion(String initiator, String pending) {
        module(pending).detachesLater();
        Deregistration end = module(initiator).deregister();
        world.history.assertHistory(DETACHED);
        assertFalse(end.isComplete());

        module(pending).context().complete();
        world.history.assertHistory(GONE);
        assertTrue(end.isComplete());
    }

    @ParameterizedTest
    @CsvSource({"c, PENDING", "p, PENDING", "c, COMPLETE", "p, COMPLETE"})
    @Clause("C-130, A-19, C-176, C-142")
    void detachComplete_insideOwnDetach_isRememberedWhateverTheAnswer(String early, DetachStatus answer) {
        module(early).onDetach(context -> {
            context.complete();
            assertEquals(0, world.history.count("c.cleanup(p)"));
            return answer;
        });
        client.deregister();

        world.history.assertHistory(GONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("C-130, A-19")
    void detachComplete_byAnotherThreadBeforeDetachReturned_isRemembered(String early) {
        module(early).onDetach(context -> {
            world.elsewhere(context::complete);
            return DetachStatus.PENDING;
        });
        provider.deregister();

        world.history.assertHistory(GONE);
    }

    @ParameterizedTest
    @CsvSource({"c, PENDING", "p, PENDING", "c, COMPLETE", "p, COMPLETE"})
    @Clause("C-131, A-19, B-11")
    void detachComplete_beforeDetachWasCalled_isRememberedWithAWarning(String early, DetachStatus answer) {
        module(early).context().complete();
        world.log.takeWarning(early);
        world.history.assertNothing();
        module(early).onDetach(context -> answer);
        client.deregister();

        world.history.assertHistory(GONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("A-24")
    void detach_returnsNull_countsAsComplete(String side) {
        module(side).onDetach(context -> null);
        client.deregister();

        world.history.assertHistory(GONE);
        world.log.takeWarning(side, "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("A-25")
    void detach_throws_countsAsComplete(String side) {
        RuntimeException thrown = new IllegalArgumentException("oops");
        module(side).onDetach(context -> {
            throw thrown;
        });
        client.deregister();

        world.history.assertHistory(GONE);
        world.log.takeWarning(thrown, side);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("A-19, A-25")
    void detach_completesAndThrows_isDoneOnce(String side) {
        Error thrown = new AssertionError("oops");
        module(side).onDetach(context -> {
            context.complete();
            throw thrown;
        });
        provider.deregister();

        world.history.assertHistory(GONE);
        world.log.takeWarning(thrown, side);
    }

    @Test
    @Clause("C-106, C-101, C-156")
    void deregister_oneOfTwoProviders_onlyItsBindingGoes() {
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        other.register();
        world.history.clear();
        provider.close();

        world.history.assertHistory(GONE);
        assertEquals("q got x", client.context(other).dispatch().tellProvider("x"));
        assertEquals("c got x", other.context(client).dispatch().tellClient("x"));
    }

    @Test
    @Clause("C-114, C-157")
    void deregister_bothModules_detachesOnce() {
        client.detachesLater();
        provider.detachesLater();
        Deregistration first = client.deregister();
        Deregistration second = provider.deregister();
        world.history.assertHistory(DETACHED);

        client.context().complete();
        assertFalse(first.isComplete() || second.isComplete());
        provider.context().complete();
        assertTrue(first.isComplete() && second.isComplete());
        world.history.assertHistory(GONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "p"})
    @Clause("C-114, C-157, C-177")
    void deregister_bothModulesFromInsideDetach_detachesOnce(String inside) {
        List<Deregistration> ends = new ArrayList<>();
        module(inside).onDetach(context -> {
            ends.add(module(inside.equals("c") ? "p" : "c").deregister());
            return DetachStatus.COMPLETE;
        });
        ends.add(module(inside).deregister());

        world.history.assertHistory(GONE);
        assertTrue(ends.stream().allMatch(Deregistration::isComplete));
    }

    @Test
    @Clause("A-18, C-117, C-118, C-127, C-124, C-126")
    void dispatch_untilThisSideIsDone_worksAndThenFails() {
        client.onDetach(context -> {
            assertEquals("p got bye", client.context(provider).dispatch().tellProvider("bye"));
            return DetachStatus.PENDING;
        });
        provider.deregister();
        assertEquals("p got close", client.context(provider).dispatch().tellProvider("close"));

        client.context().complete();
        assertFails(DetachedException.class, () -> client.context().binding().dispatch(), "c", "p");
    }

    @Test
    @Clause("C-117, C-133, C-98, B-12")
    void dispatch_afterAnswerComplete_failsWhileThePeerIsStillPending() {
        provider.detachesLater();
        client.deregister();
        assertFails(DetachedException.class, () -> client.context(provider).dispatch(), "c", "p");
        assertEquals("c got late", provider.context(client).dispatch().tellClient("late"));

        provider.context().complete();
        assertFails(DetachedException.class, () -> provider.context(client).dispatch(), "p", "c");
    }

    @Test
    @Clause("C-133, C-130")
    void dispatch_afterEarlyCompletion_failsThoughDetachHasNotReturned() {
        client.onDetach(context -> {
            context.complete();
            assertFails(DetachedException.class, () -> client.context(provider).dispatch(), "c", "p");
            return DetachStatus.PENDING;
        });
        client.deregister();

        world.history.assertHistory(GONE);
    }

    @Test
    @Clause("C-122, B-13")
    void dispatch_ofAPeerThatIsPending_reachesASideThatIsDone() {
        provider.onDetach(context -> {
            assertEquals("c got bye", provider.context(client).dispatch().tellClient("bye"));
            return DetachStatus.COMPLETE;
        });
        client.deregister();

        world.history.assertHistory(GONE);
    }

    @Test
    @Clause("C-134")
    void isPeerDetached_tellsWhenThePeerIsDone() {
        client.detachesLater();
        provider.detachesLater();
        assertFalse(client.context().binding().isPeerDetached());
        client.deregister();
        assertFalse(provider.context().binding().isPeerDetached());

        client.context().complete();
        assertTrue(provider.context().binding().isPeerDetached());
        assertFalse(client.context().binding().isPeerDetached());
        provider.context().complete();
        assertTrue(client.context().binding().isPeerDetached());
    }

    @Test
    @Clause("C-115, C-110, C-159")
    void deregister_severalBindings_detachesAllBeforeAnybodyIsDone() {
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        other.register();
        client.detachesLater();
        provider.detachesLater();
        other.detachesLater();
        world.history.clear();
        Deregistration end = client.deregister();

        assertEquals(4, world.history.events().size());
        List.of(client.context(provider), client.context(other), provider.context(), other.context())
                .forEach(ScriptedContext::complete);
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("B-24, C-136")
    void detach_blocks_onlyTheDeregisteringModuleWaits() {
        Hold gate = new Hold();
        provider.onDetach(context -> {
            gate.stay();
            return DetachStatus.COMPLETE;
        });
        var blocked = world.async(client::deregister);
        gate.awaitInside();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.register();
        assertEquals("p got x", other.context(provider).dispatch().tellProvider("x"));
        assertFalse(blocked.isDone());

        gate.release();
        assertTrue(blocked.get().isComplete());
        provider.onDetach(context -> DetachStatus.COMPLETE);
    }
}
