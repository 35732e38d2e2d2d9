// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Selection;
import org.nmr.testkit.ScriptedProvider;

/** Followers that take from their module what it requires, and give it back when they are closed. */
class RestlessFollowerTest {
    private static final int ROUNDS = Followers.LIMIT + 1;

    @RegisterExtension
    final World world = new World();

    private final Followed followed = new Followed(world);

    private @Nullable ScriptedProvider<ClientCalls, ProviderCalls> provider;
    private int providers;

    private void nextProvider() {
        provider = followed.provider("p" + providers++);
    }

    private void endProvider() {
        Objects.requireNonNull(provider).close();
    }

    /** Runs a task on this thread or on another one. */
    private Consumer<Runnable> runner(boolean elsewhere) {
        return elsewhere ? world::elsewhere : Runnable::run;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void begin_registersAnUnmetClientThatItsEndCloses_comesToRest(boolean elsewhere) {
        Consumer<Runnable> runner = runner(elsewhere);
        ClientRegistration[] unmet = new ClientRegistration[1];
        followed.onBegin = () -> runner.accept(() -> unmet[0] = followed.module()
                .registerClient(ClientCharacteristics.of(World.OTHER_NPI, proposal -> {})
                        .withSelection(Selection.ALL.required())));
        followed.onEnd = () -> runner.accept(() -> unmet[0].close());
        followed.provider("p");
        followed.register();

        assertCameToRest();
        followed.onBegin = () -> {};
        followed.onEnd = () -> {};
        followed.provider("next");
        assertEquals(2 * ROUNDS + 1, followed.told().size());
        assertTrue(followed.module().isSatisfied());
    }

    @Test
    void begin_endsTheProviderThatItsEndRegistersAgain_comesToRest() {
        followed.onBegin = this::endProvider;
        followed.onEnd = this::nextProvider;
        nextProvider();
        followed.register();

        assertCameToRest();
    }

    private void assertCameToRest() {
        assertEquals(2 * ROUNDS, followed.told().size());
        assertEquals("s.end", followed.told().get(2 * ROUNDS - 1));
        world.log.takeWarning("module c of c", "a follower", "its own end 16 times", "the next change");
        assertTrue(followed.module().isSatisfied());
    }

    /** Others may change the module as often as they like while a thread is inside. */
    @Test
    void provider_isReplacedByAnotherThreadInEachRound_theFollowerFollows() {
        int changes = 5 * Followers.LIMIT;
        AtomicInteger left = new AtomicInteger(changes);
        followed.onBegin = () -> {
            if (left.getAndDecrement() > 0) {
                world.elsewhere(this::endProvider);
            }
        };
        followed.onEnd = () -> {
            if (left.get() >= 0) {
                world.elsewhere(this::nextProvider);
            }
        };
        nextProvider();
        followed.register();

        assertEquals(2 * changes + 1, followed.told().size());
    }
}
