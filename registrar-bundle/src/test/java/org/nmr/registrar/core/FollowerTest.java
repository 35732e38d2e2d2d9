// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Deregistration;
import org.nmr.Selection;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedContext;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** What follows a module while its clients have the providers that they require. */
class FollowerTest {
    @RegisterExtension
    final World world = new World();

    private final Followed followed = new Followed(world);

    @Test
    void provider_comesAndGoes_followerBeginsAfterAttachAndEndsBeforeDetach() {
        followed.register();
        world.history.assertNothing();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        provider.close();

        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "s.begin",
                "s.end",
                "c.detach(p)",
                "p.detach(c)",
                "c.cleanup(p)",
                "p.cleanup(c)");
    }

    @Test
    void provider_oneOfTwoGoes_followerStays() {
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> first = followed.provider("first");
        ScriptedProvider<ClientCalls, ProviderCalls> second = followed.provider("second");
        first.close();
        assertEquals(List.of("s.begin"), followed.told());
        second.close();
        assertEquals(List.of("s.begin", "s.end"), followed.told());
    }

    @Test
    void provider_bothOfOneModuleGo_followerEndsBeforeTheLastDetach() {
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> first = world.provider("first");
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("second");
        first.in(world.module("m"));
        second.in(first.module());
        first.register();
        second.register();
        world.history.clear();
        first.module().close();

        assertEquals(List.of("s.end"), followed.told());
        List<String> events = world.history.events();
        assertEquals("c.detach(first)", events.get(0));
        assertEquals("c.detach(second)", events.get(events.indexOf("s.end") + 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void binding_endsAlone_followerEndsBeforeItsDetach(boolean ofClient) {
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        world.history.clear();
        ScriptedContext<?> side = ofClient ? followed.client.context(provider) : provider.context(followed.client);
        side.binding().detach();
        assertEquals(List.of("s.end", "c.detach(p)"), world.history.events().subList(0, 2));
        followed.provider("q");
        assertEquals(List.of("s.end", "s.begin"), followed.told());
    }

    @Test
    void provider_nextBestFollows_followerBeginsAnew() {
        followed.register(Selection.best());
        ScriptedProvider<ClientCalls, ProviderCalls> first = followed.provider("first");
        followed.provider("second");
        world.history.clear();
        first.close();

        world.history.assertHistory(
                "s.end",
                "c.detach(first)",
                "first.detach(c)",
                "c.cleanup(first)",
                "first.cleanup(c)",
                "c.attachProvider(second)",
                "second.attachClient(c)",
                "c.attached(second)",
                "s.begin");
    }

    /** Who leaves because of the follower can still call, as a component does that is deactivated. */
    @Test
    void end_callsTheProvider_isAnswered() {
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        followed.onEnd = () -> world.history.record(
                "s." + followed.client.context(provider).dispatch().tellProvider("bye"));
        provider.close();
        assertEquals(3, followed.told().size());
    }

    @Test
    void module_unloads_followerEndsBeforeTheFirstDetachAndNeverBeginsAgain() {
        followed.register();
        followed.provider("first");
        followed.provider("second");
        world.history.clear();
        followed.module().close();
        followed.provider("late");

        assertEquals("s.end", world.history.events().get(0));
        assertEquals(List.of("s.end"), followed.told());
    }

    @Test
    void registrar_unloadsTheProvidersModuleFirst_followerEndsBeforeTheDetach() {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        provider.in(world.module("p"));
        followed.register();
        provider.register();
        world.history.clear();
        world.registrar.unloadAll().await();
        assertEquals("s.end", world.history.events().get(0));
        assertEquals(List.of("s.end"), followed.told());
    }

    @Test
    void module_severalFollowers_endInTheOppositeOrder() {
        followed.register();
        followed.module().whileSatisfied(followed.follower("t"));
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        world.history.clear();
        provider.deregister();
        assertEquals(List.of("t.end", "s.end"), world.history.events().subList(0, 2));
    }

    @Test
    void module_requiresNothing_followerBeginsAtOnceAndEndsWithIt() {
        followed.module().whileSatisfied(followed.follower("s"));
        assertEquals(List.of("s.begin"), followed.told());
        followed.module().close();
        assertEquals(List.of("s.begin", "s.end"), followed.told());
    }

    @Test
    void register_followerBeforeTheClients_beginsWhenItHasReturned() throws Exception {
        followed.provider("p");
        followed.client.selection(Selection.best().required());
        followed.module().load(nmr -> {
            nmr.whileSatisfied(followed.follower("s"));
            followed.client.register();
            assertEquals(List.of(), followed.told());
        });
        assertEquals(List.of("s.begin"), followed.told());
    }

    @Test
    void register_fails_followerNeverBegins() {
        assertThrows(
                IllegalStateException.class,
                () -> followed.module().load(nmr -> {
                    nmr.whileSatisfied(followed.follower("s"));
                    throw new IllegalStateException("register");
                }));
        followed.module().close();
        assertEquals(List.of(), followed.told());
    }

    @Test
    void client_laterOneWithoutProvider_endsTheFollowerAndItsOwnEndBeginsItAgain() {
        followed.register();
        followed.provider("p");
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.npi(World.OTHER_NPI);
        other.selection(Selection.ALL.required());
        other.in(followed.module());
        other.register();
        assertEquals(List.of("s.begin", "s.end"), followed.told());
        other.deregister();
        assertEquals(List.of("s.begin", "s.end", "s.begin"), followed.told());
    }

    /** While the proposals run, nobody knows yet whether a provider stays away. */
    @Test
    void client_laterOneThatAttachesToItsSecondProvider_leavesTheFollowerAlone() {
        followed.register();
        followed.provider("p");
        followed.provider("q");
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.selection(Selection.ALL.required());
        other.in(followed.module());
        other.onProposal(proposal -> {
            if (ScriptedModule.nameOf(proposal.provider()).equals("q")) {
                other.attach(proposal);
            }
        });
        other.register();
        assertEquals(List.of("s.begin"), followed.told());
    }

    @Test
    void whileSatisfied_unloadHasBegun_isRefused() {
        followed.module().unload();
        assertFails(
                IllegalStateException.class,
                () -> followed.module().whileSatisfied(followed.follower("s")),
                "expected a loaded module",
                "c");
        assertFails(
                NullPointerException.class,
                () -> followed.module().whileSatisfied(null),
                "expected a follower, was null");
    }

    @Test
    void begin_throws_isLoggedAndBegunWithTheNextProvider() {
        IllegalStateException thrown = new IllegalStateException("begin");
        followed.register();
        followed.onBegin = () -> {
            throw thrown;
        };
        ScriptedProvider<ClientCalls, ProviderCalls> first = followed.provider("first");
        world.log.takeWarning(thrown, "a follower has failed to begin", "module c");
        first.close();
        followed.onBegin = () -> {};
        followed.provider("second").close();
        assertEquals(List.of("s.begin", "s.begin", "s.end"), followed.told());
    }

    @Test
    void end_throws_isLoggedAndTheUnloadGoesOn() {
        AssertionError thrown = new AssertionError("end");
        followed.register();
        followed.onEnd = () -> {
            throw thrown;
        };
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        provider.close();
        world.log.takeWarning(thrown, "a follower has failed to end", "module c");
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    void begin_throwsInterruptedException_setsTheFlagAgain() {
        followed.register();
        followed.module().whileSatisfied(() -> {
            throw new InterruptedException("begin");
        });
        followed.provider("p");
        assertTrue(Thread.interrupted());
        world.log.takeWarning("a follower has failed to begin");
    }

    @Test
    void begin_returnsNull_isLogged() {
        followed.module().whileSatisfied(() -> null);
        world.log.takeWarning("expected a follower to return an AutoCloseable that ends it, was null");
    }

    @Test
    void begin_endsTheProvider_detachGoesOnAndTheFollowerEndsAfterBegin() {
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        followed.onBegin = () -> {
            provider.module().close();
            world.history.record("s.begun");
        };
        provider.register();
        assertEquals(List.of("s.begin", "s.begun", "s.end"), followed.told());
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    /** What changes while a thread is inside, that thread looks at when it returns; what undoes itself is not told. */
    @Test
    void begin_providerGoesAndComesMeanwhile_isNotTold() {
        followed.register();
        followed.onBegin = () -> {
            followed.onBegin = () -> {};
            world.elsewhere(() -> world.history.clear());
            followed.client.module().isSatisfied();
            world.elsewhere(this::replaceProvider);
        };
        followed.provider("first");
        assertEquals(List.of(), followed.told());
        followed.module().close();
        assertEquals(List.of("s.end"), followed.told());
    }

    private void replaceProvider() {
        followed.provider("second");
        followed.provider("third").close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void begin_waitsForTheEndOfItsModule_isRefusedAndTheModuleUnloads(boolean limited) {
        followed.register();
        followed.onBegin = () -> assertFails(
                IllegalStateException.class,
                () -> {
                    Deregistration end = followed.module().unload();
                    if (limited) {
                        end.await(Duration.ZERO);
                    } else {
                        end.await();
                    }
                },
                "inside a follower of module c");
        followed.provider("p");
        assertEquals(List.of("s.begin", "s.end"), followed.told());
        assertTrue(followed.module().unload().isComplete());
    }

    @Test
    void end_waitsForTheProviderThatGoes_isRefused() {
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        followed.onEnd = () ->
                assertFails(IllegalStateException.class, () -> provider.module().close(), "inside a callback");
        provider.module().close();
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    void end_waitsForItsModule_isRefused() {
        followed.register();
        followed.provider("p");
        followed.onEnd = () ->
                assertFails(IllegalStateException.class, () -> followed.module().close(), "inside a follower");
        followed.module().close();
        assertEquals(List.of("s.begin", "s.end"), followed.told());
    }
}
