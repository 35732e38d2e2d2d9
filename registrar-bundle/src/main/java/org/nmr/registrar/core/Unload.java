// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.nmr.Deregistration;

/** The end of one or several registrations. */
final class Unload implements Deregistration {
    /** How long a wait pauses that an Error has thrown back, in nanoseconds. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Unloadable target;
    private final Unloads unloads;

    /** Null until the end has begun; an Error may keep it from that, and then the wait tries again. */
    private volatile @Nullable List<Ending> parts;

    Unload(Unloadable target, Unloads unloads) {
        this.target = target;
        this.unloads = unloads;
    }

    /** Takes the end as far as it goes now: begins it, detaches what is not detached, goes on with what an Error has interrupted. */
    void look() {
        List<Ending> begun = parts;
        if (begun == null) {
            begun = List.copyOf(target.beginEnd());
            parts = begun;
        }
        Rundown rundown = new Rundown();
        try {
            target.detachAll(rundown);
        } finally {
            rundown.finish();
        }
        begun.forEach(Ending::look);
    }

    @Override
    public void await() {
        awaitAtMost(Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration atMost) {
        Objects.requireNonNull(atMost, () -> this + ": expected a time to wait, was null");
        return awaitAtMost(Policy.nanos(atMost));
    }

    @Override
    public boolean isComplete() {
        List<Ending> begun = parts;
        return begun != null && begun.stream().allMatch(Ending::isOver);
    }

    @Override
    public CompletionStage<Void> completion() {
        return CompletableFuture.allOf(parts().stream().map(Ending::future).toArray(CompletableFuture[]::new))
                .minimalCompletionStage();
    }

    /** An Error in the registrar's own frames must not end a wait, so it begins again; exceptions are refusals. */
    @SuppressWarnings("CatchingUnchecked")
    private boolean awaitAtMost(long limit) {
        while (true) {
            try {
                return isComplete() || new Wait(this, unloads, limit).run();
            } catch (Error failed) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** What this waits for; empty before it has begun. */
    List<Ending> parts() {
        List<Ending> begun = parts;
        return begun == null ? List.of() : begun;
    }

    boolean hasBegun() {
        return parts != null;
    }

    @Override
    public String toString() {
        return "unload of " + target;
    }
}
