// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The stages that modules have asked one binding for, its end if a side has ended it alone, and when its detach began
 * if a listener wants to know. Made with the first question: until then a binding pays one reference for it.
 *
 * <p>The fields are guarded by the space.
 */
final class Notices {
    private final LiveBinding<?, ?> binding;
    private @Nullable BindingEnd ending;
    private @Nullable Notice begin;

    /** When the first {@code detach} was called, if a listener wanted to know that. */
    private OptionalLong begun = OptionalLong.empty();

    private @Nullable Notice clientsPeer;
    private @Nullable Notice providersPeer;

    Notices(LiveBinding<?, ?> binding) {
        this.binding = binding;
    }

    /** Notes when the first {@code detach} is called; later calls change nothing. */
    void begin(long now) {
        assert Thread.holdsLock(binding.space);
        begun = begun.isPresent() ? begun : OptionalLong.of(now);
    }

    /** Returns how long ago that was, in nanoseconds; -1 if not known. */
    long durationAt(long now) {
        assert Thread.holdsLock(binding.space);
        return begun.isPresent() ? now - begun.getAsLong() : -1;
    }

    /** Returns null if no side has asked for the end. */
    @Nullable
    BindingEnd ending() {
        assert Thread.holdsLock(binding.space);
        return ending;
    }

    /** Keeps the end that a side has asked for first. */
    BindingEnd ending(BindingEnd begun) {
        assert Thread.holdsLock(binding.space);
        BindingEnd first = ending == null ? begun : ending;
        ending = first;
        return first;
    }

    CompletionStage<Void> detaching() {
        assert Thread.holdsLock(binding.space);
        Notice notice = begin;
        if (notice == null) {
            notice = new Notice(binding, "detaching()");
            begin = notice;
        }
        return notice.stage();
    }

    CompletionStage<Void> peerDetached(Side<?> side) {
        assert Thread.holdsLock(binding.space);
        boolean isClient = side == binding.client();
        Notice notice = isClient ? clientsPeer : providersPeer;
        if (notice == null) {
            notice = new Notice(binding, "peerDetached()");
            if (isClient) {
                clientsPeer = notice;
            } else {
                providersPeer = notice;
            }
        }
        return notice.stage();
    }

    /** Completes the stages of what has happened, on this thread; may be repeated. */
    void tell() {
        assert !Thread.holdsLock(binding.space);
        Notice both;
        Notice client;
        Notice provider;
        synchronized (binding.space) {
            both = binding.isEnding() && isForThisThread() ? begin : null;
            client = binding.willCall(binding.provider()) ? null : clientsPeer;
            provider = binding.willCall(binding.client()) ? null : providersPeer;
        }
        runDependents(both);
        runDependents(client);
        runDependents(provider);
    }

    /** The thread that will call {@code detach} tells of the begin before it does. Meanwhile no other thread does. */
    private boolean isForThisThread() {
        assert Thread.holdsLock(binding.space);
        Thread running = binding.callbackThread;
        return running == null || running == Thread.currentThread() || binding.isRevoked();
    }

    private static void runDependents(@Nullable Notice notice) {
        if (notice != null) {
            notice.runDependents();
        }
    }

    /** Returns a stage of what happened before the question. */
    static CompletionStage<Void> told() {
        return CompletableFuture.completedStage(null);
    }
}
