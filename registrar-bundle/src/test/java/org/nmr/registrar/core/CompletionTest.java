// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;
import org.nmr.registrar.unload.Unload;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What depends on the end of one module is no concern of the module whose call brings that end. */
class CompletionTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final List<String> ran = new ArrayList<>();

    /** A completable future asks an exception for its text when it keeps it. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new AssertionError("toString() of an exception");
        }
    }

    static void fail() {
        throw new Unprintable();
    }

    private static Named<Consumer<CompletionStage<Void>>> way(String name, Consumer<CompletionStage<Void>> dependent) {
        return Named.of(name, dependent);
    }

    static Stream<Named<Consumer<CompletionStage<Void>>>> failing() {
        return Stream.of(
                way("run", end -> end.thenRun(CompletionTest::fail)),
                way("whenComplete", end -> end.whenComplete((done, thrown) -> fail())),
                way("executor", end -> end.thenRunAsync(() -> {}, task -> fail())),
                way(
                        "compose",
                        end -> end.thenCompose(done -> {
                            throw new Unprintable();
                        })),
                way("future", end -> end.toCompletableFuture().thenRun(CompletionTest::fail)),
                way("both", end -> end.thenAcceptBoth(CompletableFuture.completedFuture(1), (a, b) -> fail())),
                way("later", end -> end.thenRun(() -> {}).thenRun(() -> {}).thenRun(CompletionTest::fail)));
    }

    private Deregistration pendingEnd() {
        provider.register();
        client.register();
        provider.detachesLater();
        return client.deregister();
    }

    @ParameterizedTest
    @MethodSource("failing")
    void complete_dependentFails_leavesTheOthersCallAloneAndTheOthersRun(Consumer<CompletionStage<Void>> failing) {
        Deregistration end = pendingEnd();
        end.completion().thenRun(() -> ran.add("before"));
        failing.accept(end.completion());
        failing.accept(end.completion());
        end.completion().thenRun(() -> ran.add("after"));

        provider.context().complete();
        assertTrue(end.isComplete());
        assertEquals(2, ran.size(), ran::toString);
        // newer JDKs do not ask the exception for its text here, so nothing comes out of the future
        List<CapturedLog.Entry> records = world.log.entries();
        assertTrue(
                records.stream().allMatch(record -> record.message().contains("depends on its completion")),
                records::toString);
        world.log.takeAll();
    }

    @Test
    void complete_usualFailure_isTheDependentsOwn() {
        Deregistration end = pendingEnd();
        CompletableFuture<Void> failed = end.completion()
                .thenRun(() -> {
                    throw new IllegalStateException();
                })
                .toCompletableFuture();
        provider.context().complete();
        assertTrue(failed.isCompletedExceptionally());
    }

    private FakeEnd part() {
        return new FakeEnd(world.registrar.unloads(), Thread.currentThread());
    }

    private Unload unload(End... parts) {
        return FakeEnd.unload(world.registrar.unloads(), "of parts", parts);
    }

    @Test
    void completion_severalParts_completesWithTheLastAndCannotBeCompletedByTheCaller() {
        FakeEnd first = part();
        FakeEnd second = part();
        CompletionStage<Void> completion = unload(first, second).completion();
        completion.thenRun(() -> ran.add("told"));
        completion.toCompletableFuture().complete(null);
        second.finish();
        assertEquals(List.of(), ran);
        first.finish();
        first.finish();
        assertEquals(List.of("told"), ran);
        assertTrue(unload(first, second).completion().toCompletableFuture().isDone());
        assertTrue(unload().completion().toCompletableFuture().isDone());
    }

    @ParameterizedTest
    @MethodSource("failing")
    void completion_severalPartsAndADependentFails_theOthersRun(Consumer<CompletionStage<Void>> failing) {
        FakeEnd first = part();
        FakeEnd second = part();
        CompletionStage<Void> completion = unload(first, second).completion();
        completion.thenRun(() -> ran.add("before"));
        failing.accept(completion);
        completion.thenRun(() -> ran.add("after"));
        first.finish();
        second.finish();
        assertEquals(2, ran.size(), ran::toString);
        world.log.takeAll();
    }

    /** Actions must not block; one that does holds up the thread that has brought the end about, and no other. */
    @Test
    void complete_dependentsBlock_otherWaitsGoOn() {
        Deregistration end = pendingEnd();
        Hold hold = new Hold();
        end.completion().thenRun(hold::stay);
        end.completion().thenRun(hold::stay);
        Running<?> completing = world.async(() -> {
            provider.context().complete();
            return "";
        });
        hold.awaitInside();
        provider.onDetach(context -> DetachStatus.COMPLETE);
        try {
            ScriptedClient<ClientCalls, ProviderCalls> other = world.client("other");
            other.register();
            HeldCall<ProviderCalls> call = other.context(provider).hold();
            Running<?> closing = world.async(() -> {
                other.close();
                return "";
            });
            closing.assertWaits();
            call.release();
            closing.get();
            assertFalse(completing.isDone());
        } finally {
            hold.release();
        }
        completing.get();
    }

    /** The second end is behind the first, whose actions do not return: a thread that has its own end helps neither. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void complete_dependentsOfTwoEndsBlock_otherModulesDoNotRunThem(boolean waits) {
        Deregistration ofClient = pendingEnd();
        Deregistration ofProvider = provider.deregister();
        Hold hold = new Hold();
        Hold next = new Hold();
        ofClient.completion().thenRun(hold::stay);
        ofProvider.completion().thenRun(next::stay);
        Running<?> completing = world.async(() -> {
            provider.context().complete();
            return "";
        });
        hold.awaitInside();
        try {
            ScriptedClient<ClientCalls, ProviderCalls> other = world.client("other");
            other.register();
            world.async(() -> {
                        if (waits) {
                            other.close();
                        } else {
                            assertTrue(other.deregister().isComplete());
                        }
                        return "";
                    })
                    .get();
            next.awaitInside(); // on a thread of the registrar
            assertTrue(ofProvider.isComplete());
        } finally {
            hold.release();
            next.release();
        }
        completing.get();
        World.awaitEnd(ofProvider);
    }

    @Test
    void complete_dependentWaitsForWhatAnotherOneEnds_returns() {
        Deregistration end = pendingEnd();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("other");
        other.detachesLater();
        other.register();
        provider.onDetach(context -> DetachStatus.COMPLETE);
        end.completion().thenRun(() -> other.context(provider).complete());
        end.completion().thenRun(other::close);
        provider.context(client).complete();
        assertTrue(other.registration().isEnding());
    }

    /** Else each question would leave something in each part. */
    @Test
    void completion_askedAgain_isTheSame() {
        Unload unload = unload(part(), part());
        assertSame(unload.completion(), unload.completion());
    }

    /** An Error has kept the end from its begin; then who asks for its completion takes it up. */
    @Test
    void completion_endHasNotBegun_beginsItAndCompletesWithIt() {
        FakeEnd part = part();
        Endable target = new Endable() {
            @Override
            public List<End> beginEnd() {
                ran.add("begin");
                return List.of(part);
            }

            @Override
            public void detachAll(Rundown rundown) {
                ran.add("detach");
            }
        };
        CompletionStage<Void> completion = new Unload(target, world.registrar.unloads()).completion();
        assertEquals(List.of("begin", "detach"), ran);
        assertFalse(completion.toCompletableFuture().isDone());
        part.finish();
        assertTrue(completion.toCompletableFuture().isDone());
    }

    /** The next thread that looks tells what the end of a stack has kept from being told. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void completion_atTheEndOfAStack_isNotLost(int parts) throws Exception {
        List<FakeEnd> last = new ArrayList<>();
        List<CompletableFuture<Void>> completions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            FakeEnd[] all = Stream.generate(this::part).limit(parts).toArray(FakeEnd[]::new);
            completions.add((CompletableFuture<Void>) unload(all).completion());
            Stream.of(all).skip(1).forEach(End::finish);
            last.add(all[0]);
        }
        Iterator<FakeEnd> next = last.iterator();
        Thread thread = new Thread(null, () -> finishOnUnwinding(next), "small stack", 256 * 1024);
        thread.start();
        thread.join();
        last.forEach(End::finish);
        assertEquals(
                0,
                completions.stream().filter(completion -> !completion.isDone()).count());
        world.log.takeAll();
    }

    private static void finishOnUnwinding(Iterator<FakeEnd> ends) {
        try {
            finishOnUnwinding(ends);
        } catch (StackOverflowError end) {
            // here the stack ends, and a little above
        }
        if (ends.hasNext()) {
            ends.next().finish();
        }
    }
}
