// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.DetachStatus;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Waiting for one's own end inside a callback that it waits for fails instead of hanging. */
class AwaitInsideTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** The ways to wait for an end. */
    enum Wait {
        AWAIT,
        AWAIT_FOR,
        CLOSE,
        UNLOAD,
        UNLOAD_ALL
    }

    static Stream<Arguments> callbacksAndWaits() {
        return Stream.of(
                        "c.attachProvider(p)",
                        "p.attachClient(c)",
                        "c.attached(p)",
                        "c.detach(p)",
                        "p.detach(c)",
                        "c.cleanup(p)",
                        "p.cleanup(c)")
                .flatMap(event -> Stream.of(Wait.values())
                        .flatMap(wait -> Stream.of(Arguments.of(event, wait, true), Arguments.of(event, wait, false))));
    }

    @ParameterizedTest
    @MethodSource("callbacksAndWaits")
    @Clause("A-14, B-6, C-176, C-177")
    void await_ofEitherModuleInsideACallback_failsAndTheEndHasBegun(String event, Wait wait, boolean ofClient) {
        client.in(world.module("c"));
        provider.in(world.module("p"));
        client.register();
        ScriptedModule<?> ending = ofClient ? client : provider;
        List<String> refused = new ArrayList<>();
        world.history.onEvent(seen -> {
            if (seen.equals(event) && refused.isEmpty()) {
                refused.add(seen);
                assertFails(IllegalStateException.class, () -> waitFor(ending, wait), "inside");
            }
        });
        provider.register();
        provider.module().close();

        assertEquals(List.of(event), refused);
        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    private void waitFor(ScriptedModule<?> ending, Wait wait) throws Exception {
        switch (wait) {
            case AWAIT -> ending.module().unload().await();
            case AWAIT_FOR -> ending.module().unload().await(Duration.ZERO);
            case CLOSE -> handle(ending).close();
            case UNLOAD -> ending.module().close();
            case UNLOAD_ALL -> world.registrar.unloadAll().await();
        }
    }

    /** The provider has no handle yet while it registers; then the module stands for it. */
    private static AutoCloseable handle(ScriptedModule<?> ending) {
        return ending.isRegistered() ? ending.registration() : ending.module();
    }

    @Test
    @Clause("A-14, B-6")
    void await_ofAnUnrelatedModuleInsideACallback_works() {
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.register();
        client.onProposal(proposal -> {
            other.close();
            client.attach(proposal);
        });
        client.register();
        provider.register();

        assertEquals(1, world.history.count("c.attached(p)"));
    }

    @Test
    @Clause("A-14, B-6")
    void await_insideACallbackOfAnotherBinding_ofAPeerThatIsNotInIt_works() {
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        client.register();
        other.register();
        provider.register();
        client.onDetach(context -> {
            if (context.peerName().equals("p")) {
                other.close();
            }
            return DetachStatus.COMPLETE;
        });
        provider.close();

        assertEquals(1, world.history.count("c.cleanup(q)"));
    }

    @Test
    @Clause("A-14, C-164")
    void await_ofTheUnloadInsideRegister_fails() throws Exception {
        LiveModule module = world.module("m");
        client.in(module);
        module.load(nmr -> {
            client.register();
            assertFails(IllegalStateException.class, nmr::close, "m", "register");
        });

        assertTrue(module.unload().isComplete());
    }

    @Test
    @Clause("A-14")
    void await_ofOneRegistrationInsideRegister_works() throws Exception {
        LiveModule module = world.module("m");
        client.in(module);
        provider.register();
        module.load(nmr -> {
            client.register();
            client.close();
        });

        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    @Test
    @Clause("A-14, B-7")
    void await_onAnotherThreadStartedByACallback_worksOnceTheCallbackReturned() {
        List<Running<Boolean>> waits = new ArrayList<>();
        client.onDetach(context -> {
            waits.add(world.async(() -> {
                provider.registration().close();
                return true;
            }));
            return DetachStatus.COMPLETE;
        });
        client.register();
        provider.register();
        client.close();

        assertTrue(waits.get(0).get());
    }
}
