// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.binding.RemoteBinding;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.wire.LinkMessage;
import org.nmr.reach.internal.wire.LinkMessage.Ask;
import org.nmr.reach.internal.wire.LinkMessage.Tell;

/** Who waits for a call that is inside the other node: asked and answered for people, by workers. */
final class Questions {
    private static final int AT_A_TIME = 8;
    private static final int MOST_LINES = 64;

    private final Executor workers;
    private final LongFunction<@Nullable RemoteBinding> bindings;
    private final Map<Long, CompletableFuture<List<String>>> open = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger answering = new AtomicInteger();
    private volatile boolean isClosed;

    Questions(Executor workers, LongFunction<@Nullable RemoteBinding> bindings) {
        this.workers = workers;
        this.bindings = bindings;
    }

    CompletableFuture<List<String>> ask(long binding, long call, Consumer<LinkMessage> send) {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        long id = count.incrementAndGet();
        open.put(id, answer);
        send.accept(new Ask(id, binding, call));
        if (isClosed) {
            close();
        }
        return answer;
    }

    void told(Tell tell) {
        CompletableFuture<List<String>> answer = open.remove(tell.id());
        if (answer != null) {
            List<String> lines =
                    tell.lines().stream().limit(MOST_LINES).map(Texts::oneLine).toList();
            workers.execute(() -> answer.complete(lines));
        }
    }

    /** A node that asks more than anybody reads is not answered. */
    void answer(Ask ask, Consumer<LinkMessage> send) {
        if (answering.incrementAndGet() > AT_A_TIME) {
            answering.decrementAndGet();
            return;
        }
        workers.execute(() -> {
            try {
                send.accept(new Tell(ask.id(), lines(ask)));
            } finally {
                answering.decrementAndGet();
            }
        });
    }

    private List<String> lines(Ask ask) {
        return Optional.ofNullable(bindings.apply(ask.binding()))
                .flatMap(binding -> binding.describe(ask.call()))
                .orElse(List.of("the call is over"));
    }

    void close() {
        isClosed = true;
        open.values().forEach(answer -> answer.complete(List.of("the node is lost")));
        open.clear();
    }
}
