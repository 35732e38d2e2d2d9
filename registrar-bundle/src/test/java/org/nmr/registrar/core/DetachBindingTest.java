// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.CaptureRequest;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.ProviderCharacteristics;
import org.nmr.Selection;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** One binding ends, and its registrations stay. */
@Clause("C-109, C-112, C-114, C-137, A-9")
class DetachBindingTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");

    private void attach() {
        provider.register();
        client.register();
    }

    private Binding<?> side(boolean ofClient) {
        return ofClient
                ? client.context(provider).binding()
                : provider.context(client).binding();
    }

    private void assertGone(int times) {
        for (String event : List.of("c.detach(p)", "p.detach(c)", "c.cleanup(p)", "p.cleanup(c)")) {
            assertEquals(times, world.history.count(event), event);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detach_eitherSide_endsBothSidesAndTheRegistrationsStay(boolean ofClient) {
        attach();
        Deregistration end = side(ofClient).detach();

        assertTrue(end.isComplete());
        assertTrue(end.completion().toCompletableFuture().isDone());
        assertGone(1);
        assertEquals(List.of(0, 0), bindings());
        other.register();
        assertEquals(1, world.history.count("c.attached(q)"));
        assertEquals(1, world.history.count("c.attachProvider(p)"));
    }

    private List<Integer> bindings() {
        assertTrue(diagnostics.getRegistrar().registrations.stream().noneMatch(each -> each.ending));
        return diagnostics.getRegistrar().registrations.stream()
                .map(each -> each.bindings)
                .toList();
    }

    @Test
    void detach_otherBindings_stay() {
        other.register();
        attach();
        side(true).detach();

        assertEquals("q got hi", client.context(other).dispatch().tellProvider("hi"));
        assertGone(1);
        assertEquals(0, world.history.count("c.detach(q)"));
    }

    @Test
    void detach_callInFlight_isWaitedFor() {
        attach();
        Call<?> call = side(true).enter();
        Deregistration end = side(false).detach();
        assertFalse(end.isComplete());
        assertFails(DetachedException.class, () -> side(true).enter());
        assertFails(IllegalStateException.class, end::await, "detach of binding 1.1", "cannot be awaited here");
        call.close();

        assertTrue(end.isComplete());
        assertGone(1);
    }

    @Test
    void detach_pendingSide_endsWithItsCompletion() {
        attach();
        client.detachesLater();
        Deregistration end = side(true).detach();
        timing.at(7, () -> client.context().complete());
        end.await();

        assertEquals(7, timing.seconds());
        assertGone(1);
        world.log.takeWarning("detach of binding 1.1", "has waited 5 s for", "client PENDING");
    }

    @Test
    void detach_twiceAndByBothSides_isOneEnd() {
        attach();
        client.detachesLater();
        List<Deregistration> ends =
                List.of(side(true).detach(), side(true).detach(), side(false).detach());
        assertTrue(ends.stream().noneMatch(Deregistration::isComplete));
        client.context().complete();

        assertTrue(ends.stream().allMatch(Deregistration::isComplete));
        assertTrue(side(false).detach().isComplete());
        assertGone(1);
    }

    @Test
    void detach_insideOwnCallbacks_isRememberedAndAwaitThrows() {
        attach();
        client.onDetach(context -> {
            Deregistration end = context.binding().detach();
            assertFails(IllegalStateException.class, end::await, "a callback of");
            return null;
        });
        client.onCleanup(context -> assertFalse(context.binding().detach().isComplete()));
        assertTrue(side(false).detach().isComplete());

        world.log.takeWarning("expected detach() to return a DetachStatus");
        assertGone(1);
    }

    @Test
    void detach_whileTheRegistrationEnds_joinsThatEnd() {
        attach();
        client.detachesLater();
        Deregistration registration = provider.deregister();
        Deregistration binding = side(true).detach();
        assertFalse(binding.isComplete());
        client.context().complete();

        assertTrue(registration.isComplete());
        assertTrue(binding.isComplete());
        assertGone(1);
    }

    @Test
    void deregister_whileTheBindingEnds_waitsForIt() {
        attach();
        client.detachesLater();
        Deregistration binding = side(true).detach();
        Deregistration registration = provider.deregister();
        assertFalse(registration.isComplete());
        client.context().complete();

        assertTrue(registration.isComplete());
        assertTrue(binding.isComplete());
        assertGone(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detach_duringTheProposal_endsWhenTheCallbackHasReturned(boolean before) {
        List<Deregistration> ends = new ArrayList<>();
        client.onProposal(proposal -> {
            if (before) {
                ends.add(proposal.binding().detach());
            }
            client.attach(proposal);
            if (!before) {
                ends.add(proposal.binding().detach());
            }
            assertFalse(ends.get(0).isComplete());
            assertFails(IllegalStateException.class, ends.get(0)::await, "a callback of");
            assertEquals("p got hi", client.context(provider).dispatch().tellProvider("hi"));
        });
        attach();

        assertTrue(ends.get(0).isComplete());
        assertGone(1);
    }

    @Test
    void detach_inAttachClientThatRefuses_isCompleteWhenTheProposalIsOver() {
        List<Deregistration> ends = new ArrayList<>();
        provider.onProposal(proposal -> {
            ends.add(proposal.binding().detach());
            return Answer.refuse("no");
        });
        attach();

        assertTrue(ends.get(0).isComplete());
        assertGone(0);
    }

    @Test
    void detach_best_isOfferedTheOthersAndThenAllAsEver() {
        List<String> offered = new ArrayList<>();
        client.selection(Selection.best());
        client.onProposal(proposal -> {
            String name = ScriptedModule.nameOf(proposal.provider());
            if (!offered.contains(name)) {
                client.attach(proposal);
            }
            offered.add(name);
        });
        other.characteristic(ProviderCharacteristics.RANKING, -1);
        other.register();
        attach();
        side(true).detach();
        assertEquals(List.of("p", "q"), offered);
        client.context(other).binding().detach();

        assertEquals(List.of("p", "q", "p"), offered);
    }

    private List<String> attached() {
        return world.history.events().stream()
                .filter(event -> event.startsWith("c.attached"))
                .map(event -> event.substring(11, 12))
                .toList();
    }

    @Test
    void detach_bestWithoutOthers_waitsForANewProvider() {
        client.selection(Selection.best());
        attach();
        side(false).detach();
        assertEquals(List.of("p"), attached());
        other.register();
        assertEquals(List.of("p", "q"), attached());
    }

    /** Else each would be offered again when the other one is gone, for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detach_bestInsideEachProposal_isOfferedEachOnce(boolean pending) {
        client.selection(Selection.best());
        client.onProposal(proposal -> {
            client.attach(proposal);
            proposal.binding().detach();
        });
        if (pending) {
            provider.detachesLater();
        }
        other.characteristic(ProviderCharacteristics.RANKING, -1);
        other.register();
        attach();
        if (pending) {
            assertEquals(List.of("p"), attached());
            provider.context().complete();
        }
        assertEquals(List.of("p", "q"), attached());
    }

    @Test
    void detach_byTheProviderOfACapture_endsItAndItStaysWithItsProvider() {
        other.register();
        provider.register();
        try (var capture = world.module("m").capture(CaptureRequest.of(World.NPI, what -> what), Duration.ZERO)) {
            other.context().binding().detach();
            assertFalse(capture.isAttached());
            assertFails(DetachedException.class, capture::dispatch);
        }
        assertEquals(0, provider.contexts().size());
    }

    @Test
    void getUnloads_detachInProgress_isShownUntilItIsComplete() {
        attach();
        client.detachesLater();
        side(false).detach();
        UnloadDTO unload = diagnostics.getUnloads().get(0);
        assertTrue(unload.subject.startsWith("binding 1.1 of client c"), unload.subject);
        assertEquals("PENDING", unload.outstanding.get(0).client.state);
        assertEquals(
                1,
                diagnostics
                        .getUnloads(provider.registration().instance().owner().id())
                        .size());
        assertTrue(diagnostics.hasUnloads());
        client.context().complete();

        assertEquals(List.of(), diagnostics.getUnloads());
        assertFalse(diagnostics.hasUnloads());
    }

    @Test
    void revoke_detachInProgress_releasesThoseWhoWait() {
        attach();
        client.detachesLater();
        Deregistration end = side(false).detach();
        diagnostics.revoke("1.1");
        world.log.takeWarning("was revoked");

        assertTrue(end.isComplete());
        assertGone(1);
    }

    @Test
    void await_deadlineOfTheRegistrar_revokes() {
        world.registrar.configure(
                Policy.DEFAULT.with(
                        Map.of(UnloadPolicy.DEADLINE, "PT3S", UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE)),
                false);
        attach();
        provider.detachesLater();
        timing.at(9, () -> {});
        side(true).detach().await();

        world.log.takeWarning("was revoked");
        assertGone(1);
    }

    @Test
    void completion_dependent_runsOnceTheBindingIsGone() {
        attach();
        AtomicBoolean isGone = new AtomicBoolean();
        client.detachesLater();
        Binding<?> side = side(true);
        side.detach().completion().thenRun(() -> isGone.set(world.history.count("p.cleanup(c)") == 1));
        assertFalse(isGone.get());
        client.context().complete();
        assertTrue(isGone.get());
    }
}
