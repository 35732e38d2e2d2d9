// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
import org.nmr.Deregistration;
import org.nmr.testkit.CapturedLog;
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
}
