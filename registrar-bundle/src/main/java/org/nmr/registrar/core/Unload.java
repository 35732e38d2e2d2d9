// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nmr.Deregistration;

/** The end of one or several registrations. */
final class Unload implements Deregistration {
    private final String subject;
    private final List<Ending> parts;
    private final Unloads unloads;

    Unload(String subject, List<Ending> parts, Unloads unloads) {
        this.subject = subject;
        this.parts = List.copyOf(parts);
        this.unloads = unloads;
    }

    @Override
    public void await() {
        awaitAtMost(Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration atMost) {
        Objects.requireNonNull(atMost, () -> subject + ": expected a time to wait, was null");
        return awaitAtMost(Policy.nanos(atMost));
    }

    @Override
    public boolean isComplete() {
        return parts.stream().allMatch(Ending::isOver);
    }

    @Override
    public CompletionStage<Void> completion() {
        return CompletableFuture.allOf(parts.stream().map(Ending::future).toArray(CompletableFuture[]::new))
                .minimalCompletionStage();
    }

    private boolean awaitAtMost(long limit) {
        if (isComplete()) {
            return true;
        }
        refuseInside(Thread.currentThread());
        return unloads.wait(this, new Wait(this, unloads, limit));
    }

    /** An end that waits for the caller would never come [A-14, B-6]. */
    private void refuseInside(Thread thread) {
        for (Ending part : parts) {
            for (Ending.Edge edge : part.edges()) {
                if (edge.thread() == thread) {
                    throw new IllegalStateException(this
                            + ": its end cannot be awaited here, because it waits for this " + edge
                            + ". The end has begun: return, or await elsewhere");
                }
            }
        }
    }

    List<Ending> parts() {
        return parts;
    }

    @Override
    public String toString() {
        return "unload of " + subject;
    }
}
