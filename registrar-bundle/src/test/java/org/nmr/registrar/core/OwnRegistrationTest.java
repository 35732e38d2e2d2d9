// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.DetachedException;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** A proposal tells a module its own registration, also before the register call has returned the handle. */
@Clause("A-2, C-21, C-68")
class OwnRegistrationTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** What the proposals have told. */
    private final List<Registration> told = new CopyOnWriteArrayList<>();

    /** How a module ends itself inside its attach callback. */
    enum Way {
        DEREGISTER(own -> assertFalse(own.deregister().isComplete())),
        CLOSE_NOW(own ->
                assertFails(IllegalStateException.class, () -> own.close(Duration.ZERO), "cannot be awaited here")),
        CLOSE(own -> assertFails(IllegalStateException.class, own::close, "cannot be awaited here"));

        private final Consumer<Registration> end;

        Way(Consumer<Registration> end) {
            this.end = end;
        }

        void end(Registration own) {
            assertFalse(own.isEnding());
            end.accept(own);
            assertTrue(own.isEnding());
            assertFalse(own.end().orElseThrow().isComplete());
            assertFails(IllegalStateException.class, own::deregister, "expected one deregister()");
        }
    }

    /** When a client attaches. */
    enum Attach {
        BEFORE,
        AFTER,
        NEVER
    }

    static Stream<Arguments> clients() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Attach.values())
                        .flatMap(attach -> Stream.of(Selection.ALL, Selection.best())
                                .map(selection -> Arguments.of(way, attach, selection))));
    }

    private void assertOver(Registration handle) {
        assertTrue(handle.end().orElseThrow().isComplete());
        assertTrue(handle.close(Duration.ZERO));
        handle.close();
        assertFails(IllegalStateException.class, handle::deregister, "expected one deregister()");
    }

    // ---- whose it is ------------------------------------------------------------------------------------------

    @Test
    void registration_inEachProposal_isTheHandleOfItsOwnSide() {
        client.onProposal(proposal -> {
            told.add(proposal.registration());
            client.attach(proposal);
        });
        provider.onProposal(proposal -> {
            told.add(proposal.registration());
            return provider.accept(proposal);
        });
        Registration first = client.register();
        Registration second = provider.register();

        assertEquals(List.of(first, second), told);
        assertSame(first, told.get(0));
        assertSame(second, told.get(1));
    }

    @Test
    @Clause("A-13, C-195")
    void registration_ofOneObjectThatIsRegisteredTwice_tellsWhichOneIsAsked() {
        List<String> asked = new ArrayList<>();
        ClientModule<ClientCalls, ProviderCalls> twice = proposal -> {
            int mine = proposal.registration().instance().number();
            asked.add("client " + mine);
            assertTrue(proposal.attach(BindingContext.NONE, what -> "client " + mine)
                    .attached());
        };
        ProviderModule<ClientCalls, ProviderCalls> both = proposal -> {
            int mine = proposal.registration().instance().number();
            asked.add("provider " + mine);
            return Answer.accept(BindingContext.NONE, what -> "provider " + mine);
        };
        LiveModule module = world.module("m");
        RegistrationInstance instance = RegistrationInstance.of(World.NPI);
        for (int number = 1; number <= 2; number++) {
            module.registerProvider(new ProviderCharacteristics<>(World.NPI, instance.withNumber(number), both));
        }
        for (int number = 3; number <= 4; number++) {
            module.registerClient(new ClientCharacteristics<>(World.NPI, instance.withNumber(number), twice));
        }

        assertEquals(
                List.of(
                        "client 3",
                        "provider 1",
                        "client 3",
                        "provider 2",
                        "client 4",
                        "provider 1",
                        "client 4",
                        "provider 2"),
                asked);
    }

    // ---- a client that registers second and ends itself -------------------------------------------------------

    @ParameterizedTest
    @MethodSource("clients")
    @Clause("A-9, A-10, A-14, C-162")
    void end_clientInsideItsAttachProvider_endsBeforeItHasTheHandle(Way way, Attach attach, Selection selection) {
        provider.register();
        world.provider("q").register();
        client.selection(selection);
        client.onProposal(proposal -> {
            if (attach == Attach.BEFORE) {
                client.attach(proposal);
            }
            way.end(proposal.registration());
            told.add(proposal.registration());
            if (attach == Attach.AFTER) {
                client.attach(proposal);
            }
        });
        Registration handle = client.register();
        world.provider("late").register();

        assertEquals(List.of(handle), told);
        assertOver(handle);
        long attached = attach == Attach.NEVER ? 0 : 1;
        assertEquals(1, world.history.count("c.attachProvider(p)"));
        assertEquals(attached, world.history.count("c.attached(p)"));
        assertEquals(attached, world.history.count("c.cleanup(p)"));
        assertEquals(attached, world.history.count("p.cleanup(c)"));
        assertEquals(0, world.history.count("c.attachProvider(q)"));
        assertEquals(0, world.history.count("c.attachProvider(late)"));
    }

    /** The refusal is left to the registrar, as a module does that expects none. */
    @Test
    @Clause("A-14, A-20")
    void close_clientInsideItsAttachProvider_refusalLeavesTheCallback() {
        provider.register();
        client.onProposal(proposal -> proposal.registration().close());
        Registration handle = client.register();

        world.log.takeWarning("attachProvider of the client has failed");
        assertOver(handle);
    }

    // ---- a provider that registers second and ends itself -----------------------------------------------------

    @ParameterizedTest
    @EnumSource(Way.class)
    @Clause("A-9, A-10, A-14, C-162")
    void end_providerInsideItsAttachClient_endsBeforeItHasTheHandle(Way way) {
        client.selection(Selection.best());
        client.register();
        world.client("d").register();
        provider.onProposal(proposal -> {
            way.end(proposal.registration());
            told.add(proposal.registration());
            return provider.accept(proposal);
        });
        Registration handle = provider.register();

        assertEquals(List.of(handle), told);
        assertOver(handle);
        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertEquals(1, world.history.count("p.cleanup(c)"));
        assertEquals(0, world.history.count("p.attachClient(d)"));

        world.provider("next").register();
        assertEquals(1, world.history.count("c.attached(next)"));
        assertEquals(1, world.history.count("d.attached(next)"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void end_providerAskedByAClientOfTheBest_theNextOneIsProposed(Way way) {
        provider.register();
        world.provider("q").register();
        provider.onProposal(proposal -> {
            way.end(proposal.registration());
            return provider.accept(proposal);
        });
        client.selection(Selection.best());
        client.register();

        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertEquals(1, world.history.count("c.attached(q)"));
        assertOver(provider.registration());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Clause("A-9, C-157")
    void end_bothSidesInsideOneProposal_livesTheLifeOnce(Way way) {
        provider.register();
        provider.onProposal(proposal -> {
            way.end(proposal.registration());
            return provider.accept(proposal);
        });
        client.onProposal(proposal -> {
            client.attach(proposal);
            way.end(proposal.registration());
        });
        Registration handle = client.register();

        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.detach(p)",
                "p.detach(c)",
                "c.cleanup(p)",
                "p.cleanup(c)");
        assertOver(handle);
        assertOver(provider.registration());
    }

    // ---- captures ---------------------------------------------------------------------------------------------

    private Capture<ProviderCalls> capture() {
        return world.module("m").capture(World.NPI, what -> what, Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Clause("C-190, C-192")
    void end_providerAskedByACapture_captureShowsAProviderThatHasGone(Way way) {
        provider.register();
        provider.onProposal(proposal -> {
            way.end(proposal.registration());
            return provider.accept(proposal);
        });
        try (Capture<ProviderCalls> capture = capture()) {
            assertEquals(Capture.Status.ATTACHED, capture.status());
            assertEquals("", capture.reason());
            assertEquals("p", ScriptedModule.nameOf(capture.provider()));
            assertFalse(capture.isAttached());
            assertFails(DetachedException.class, capture::dispatch);
            assertFails(DetachedException.class, capture::enter);
        }
        assertOver(provider.registration());
    }

    @Test
    @Clause("A-14, C-190")
    void close_providerAskedByACapture_captureTellsTheRefusal() {
        provider.register();
        provider.onProposal(proposal -> {
            proposal.registration().close();
            return provider.accept(proposal);
        });
        try (Capture<ProviderCalls> capture = capture()) {
            assertEquals(Capture.Status.DECLINED, capture.status());
            assertTrue(
                    capture.reason().contains("java.lang.IllegalStateException: unload of provider"), capture::reason);
        }
        world.log.takeWarning("attachClient of the provider has failed");
        assertOver(provider.registration());
    }
}
