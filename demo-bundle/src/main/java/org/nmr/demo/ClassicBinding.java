// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;

/**
 * One binding of the classic client, whose calls in flight are counted by hand, as NMR's modules do [C-125]. New
 * modules need not: the registrar counts what goes through {@link Binding#dispatch()}.
 *
 * <ol>
 *   <li>{@link #enter}: under the lock, stop if this side is detaching, else count up.
 *   <li>The call itself, without the lock.
 *   <li>{@link #leave}: however the call ended, under the lock, count down.
 *   <li>{@link #detach}: under the lock, say that this side is detaching and answer by the count.
 *   <li>Who counts down to 0 while this side is detaching completes the detach, without the lock.
 * </ol>
 *
 * <p>After the detach began no call starts, so the count reaches 0 once: exactly one thread completes, or
 * {@code detach} does by its answer [C-132]. It may complete before {@code detach} has returned {@code PENDING}
 * [C-130].
 *
 * <p>Thread safety: any thread may send, and the provider may answer on any thread.
 */
final class ClassicBinding implements BindingContext, DatagramClient {
    private static final System.Logger LOG = System.getLogger(ClassicBinding.class.getName());

    /** A datagram may get lost; who has waited so long for its answer sends the next one. */
    private static final long PATIENCE_MILLIS = 500;

    private final Binding<DatagramProvider> binding;
    private final ClassicStatistics statistics;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

    /** The calls that have not returned from the provider; guarded by this. */
    private int callsInFlight;

    /** Set once, by {@link #detach}; guarded by this. */
    private boolean detaching;

    ClassicBinding(Binding<DatagramProvider> binding, ClassicStatistics statistics) {
        this.binding = binding;
        this.statistics = statistics;
    }

    /** What each thread that sends does until the provider is going: one datagram after the other. */
    void sendAll() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        while (send(numbers.incrementAndGet(), answer)) {
            answer.completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            answer = new CompletableFuture<>();
        }
    }

    /** Calls the provider; returns false if it made no call. */
    private boolean send(long number, CompletableFuture<Void> answer) {
        if (!enter()) {
            return false;
        }
        expected.put(number, answer);
        try {
            statistics.calls().increment();
            binding.dispatch().send(number);
        } catch (RuntimeException | Error e) {
            statistics.failed().increment();
            LOG.log(WARNING, () -> "classic client: expected the provider to send datagram " + number, e);
        } finally {
            leave();
        }
        return true;
    }

    private synchronized boolean enter() {
        if (!detaching) {
            callsInFlight++;
        }
        return !detaching;
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            callsInFlight--;
            last = detaching && callsInFlight == 0;
        }
        if (last) {
            binding.detachComplete();
        }
    }

    @Override
    public synchronized DetachStatus detach() {
        detaching = true;
        if (callsInFlight == 0) {
            return DetachStatus.COMPLETE;
        }
        statistics.pending().increment();
        return DetachStatus.PENDING;
    }

    /** Comes from the provider, until {@link #cleanup}; so also after this side has detached [C-122]. */
    @Override
    public void answer(long number) {
        statistics.enter("answer");
        try {
            statistics.answers().increment();
            arrived(number);
        } finally {
            statistics.leave();
        }
    }

    private void arrived(long number) {
        CompletableFuture<Void> answer = expected.remove(number);
        if (answer != null) {
            answer.complete(null);
        }
    }

    /** No call is in flight, so nobody expects more: those that wait for an answer need not any longer. */
    @Override
    public void cleanup() {
        expected.keySet().forEach(this::arrived);
        statistics.detached().increment();
    }
}
