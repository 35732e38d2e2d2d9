// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.lang.StackWalker.StackFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** The end of a registration or module can be seen by everybody, whoever has begun it, and awaited with a limit. */
class EndTest {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    @RegisterExtension
    final World world = new World();

    private final OwnerRegistrar bundle = world.registrar.open(new Owner(100, "bundle", "1.0.0"));
    private final LiveModule module = bundle.openModule("m");
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** Who begins the end of a client's registration. */
    enum Beginning {
        DEREGISTER(test -> assertFalse(test.client.deregister().isComplete())),
        CLOSE_NOW(test -> assertFalse(test.client.registration().close(Duration.ZERO))),
        UNLOAD(test -> assertFalse(test.module.unload().isComplete())),
        CLOSE_MODULE_NOW(test -> assertFalse(test.module.close(Duration.ZERO))),
        STOP_OF_THE_BUNDLE(test -> assertFalse(test.bundle.unload().isComplete())),
        STOP_OF_THE_REGISTRAR(
                test -> assertFalse(test.world.registrar.unloadAll().isComplete()));

        private final Consumer<EndTest> begin;

        Beginning(Consumer<EndTest> begin) {
            this.begin = begin;
        }

        boolean isOfTheModule() {
            return ordinal() >= UNLOAD.ordinal();
        }

        boolean usesUpTheHandle() {
            return this == DEREGISTER || this == CLOSE_NOW;
        }
    }

    private Registration attached() {
        client.in(module);
        provider.register();
        return client.register();
    }

    private Registration pending() {
        provider.detachesLater();
        return attached();
    }

    private static boolean isComplete(Optional<Deregistration> end) {
        return end.orElseThrow().isComplete();
    }

    @Test
    void end_beforeItHasBegun_isEmptyAndBeginsNothing() {
        Registration registration = attached();

        assertEquals(List.of(Optional.empty(), Optional.empty()), List.of(registration.end(), module.end()));
        assertFalse(registration.isEnding() || module.isEnding());
        assertEquals(0, world.history.count("c.detach(p)"));
        assertEquals("p got x", client.context(provider).dispatch().tellProvider("x"));
    }

    @ParameterizedTest
    @EnumSource(Beginning.class)
    @Clause("C-148, C-154, A-5, A-33")
    void end_whoeverHasBegunIt_isThereUntilAfterItsCompletion(Beginning beginning) {
        Registration registration = pending();
        beginning.begin.accept(this);
        Deregistration early = registration.end().orElseThrow();
        Optional<Deregistration> ofModule = module.end();

        assertTrue(registration.isEnding());
        assertEquals(beginning.isOfTheModule(), module.isEnding());
        assertEquals(beginning.isOfTheModule(), ofModule.isPresent());
        assertFalse(early.isComplete() || early.await(Duration.ZERO));
        assertFalse(ofModule.isPresent() && isComplete(ofModule));

        provider.context().complete();
        assertTrue(early.isComplete() && early.await(Duration.ZERO));
        World.awaitEnd(registration.end().orElseThrow());
        assertTrue(registration.isEnding() && isComplete(registration.end()));
        assertTrue(ofModule.isEmpty() || (isComplete(ofModule) && isComplete(module.end())));
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @ParameterizedTest
    @EnumSource(Beginning.class)
    @Clause("A-5, B-4")
    void deregister_afterTheEndWasSeen_worksOnceAsBefore(Beginning beginning) {
        Registration registration = pending();
        beginning.begin.accept(this);
        assertTrue(registration.end().isPresent());
        if (!beginning.usesUpTheHandle()) {
            assertFalse(registration.deregister().isComplete());
        }

        assertFails(IllegalStateException.class, registration::deregister, "c", "expected one deregister()");
        assertFalse(isComplete(registration.end()));
        provider.context().complete();
        registration.close();
    }

    @Test
    void end_insideTheFirstDetach_isThereForAllRegistrationsOfTheModule() {
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.in(module);
        Registration registration = attached();
        Registration sibling = other.register();
        client.onDetach(context -> {
            assertTrue(registration.isEnding() && sibling.isEnding() && module.isEnding());
            assertFalse(isComplete(sibling.end()) || isComplete(module.end()));
            return DetachStatus.COMPLETE;
        });
        module.close();

        assertEquals(1, world.history.count("c.detach(p)"));
        assertTrue(isComplete(module.end()));
    }

    @Test
    void end_ofAModuleWhoseRegisterRuns_waitsForItsReturn() throws Exception {
        ModuleRegistrations[] seen = new ModuleRegistrations[1];
        module.load(nmr -> {
            assertFalse(nmr.isEnding());
            assertFalse(nmr.unload().isComplete());
            assertTrue(nmr.isEnding());
            assertFalse(isComplete(nmr.end()));
            assertFails(IllegalStateException.class, () -> nmr.close(Duration.ZERO), "register");
            seen[0] = nmr;
        });

        assertTrue(isComplete(seen[0].end()));
        assertTrue(seen[0].close(Duration.ZERO));
    }

    @Test
    @Clause("C-161, C-164")
    void close_withALimit_waitsAndTellsWhetherItIsComplete() {
        Registration registration = pending();
        assertFalse(registration.close(Duration.ofMillis(1)));
        assertFalse(module.close(Duration.ofSeconds(-1)));
        Running<Boolean> waiting = world.async(() -> registration.close(FOR_EVER) && module.close(FOR_EVER));
        provider.context().complete();

        assertTrue(waiting.get());
        assertTrue(registration.close(Duration.ZERO) && module.close(Duration.ZERO));
    }

    @Test
    void close_withALimitInterrupted_goesOnAndKeepsTheFlag() {
        Registration registration = pending();
        Running<Boolean> waiting = world.async(() -> {
            Thread.currentThread().interrupt();
            boolean complete = registration.close(Duration.ofMillis(20));
            return !complete && Thread.interrupted();
        });

        assertTrue(waiting.get());
        provider.context().complete();
    }

    @Test
    void close_withoutLimit_failsAndBeginsNothing() {
        Registration registration = attached();
        assertFails(NullPointerException.class, () -> registration.close(null), "c", "expected a timeout");
        assertFails(NullPointerException.class, () -> module.close(null), "m", "expected a timeout");

        assertFalse(registration.isEnding() || module.isEnding());
        assertTrue(registration.deregister().isComplete());
    }

    @Test
    @Clause("A-14, B-6")
    void close_withALimitInsideItsOwnCallback_isRefusedAndHasBegun() {
        Registration registration = attached();
        client.onDetach(context -> {
            assertFails(
                    IllegalStateException.class,
                    () -> registration.close(Duration.ZERO),
                    "c",
                    "cannot be awaited here");
            assertFails(IllegalStateException.class, () -> module.close(Duration.ZERO), "m", "cannot be awaited here");
            return DetachStatus.COMPLETE;
        });
        provider.close();

        assertTrue(registration.isEnding() && module.isEnding());
        assertTrue(module.close(Duration.ZERO));
    }

    /** Else no thread would begin the end, and the caller would believe that it goes on. */
    @Test
    void close_withALimitWhenTheEndCannotBegin_throwsWhy() {
        AtomicBoolean broken = new AtomicBoolean();
        Timing timing = new Timing() {
            @Override
            public long nanoTime() {
                if (broken.get() && StackWalker.getInstance().walk(EndTest::isInBegin)) {
                    throw new OutOfMemoryError("as the test says");
                }
                return SYSTEM.nanoTime();
            }

            @Override
            public boolean await(Latch latch, long nanos) throws InterruptedException {
                return SYSTEM.await(latch, nanos);
            }
        };
        try (World other = new World(timing)) {
            Registration registration = other.client("c").register();
            broken.set(true);
            assertFails(OutOfMemoryError.class, () -> registration.close(Duration.ZERO), "as the test says");
            assertFalse(registration.isEnding());

            broken.set(false);
            assertTrue(registration.close(Duration.ZERO));
            other.log.takeWarning("an exception has disturbed the wait");
        }
    }

    private static boolean isInBegin(Stream<StackFrame> frames) {
        return frames.anyMatch(frame -> frame.getClassName().equals(End.class.getName())
                && frame.getMethodName().equals("begin"));
    }

    @Test
    void completion_ofAnEndThatSomebodyElseHasBegun_runsWhatDependsOnIt() {
        Registration registration = pending();
        Deregistration whole = module.unload();
        var dependent = registration.end().orElseThrow().completion().thenApply(nothing -> "told");
        assertFalse(dependent.toCompletableFuture().isDone());
        provider.context().complete();

        assertEquals("told", World.get(dependent.toCompletableFuture()));
        World.awaitEnd(whole);
    }
}
