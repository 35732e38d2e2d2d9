// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.nmr.sample.support.Threads;

/**
 * The threads that send, each one datagram after the other.
 *
 * <p>They are never interrupted, because that could hit the middle of a provider's I/O. They end by themselves, when
 * the bindings are closed.
 */
final class Senders implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Senders.class.getName());

    /** Far more than a datagram needs on the loopback; who waits so long has lost it. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ProviderBindings bindings;
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> threads;

    Senders(ProviderBindings bindings, int count) {
        this.bindings = bindings;
        this.threads = IntStream.rangeClosed(1, count)
                .mapToObj(i -> Threads.start("nmr-sample-client sender " + i, this::sendAll))
                .toList();
    }

    private void sendAll() {
        try {
            ProviderBinding provider = bindings.next();
            while (provider != null) {
                provider.exchange(numbers.incrementAndGet(), PATIENCE);
                provider = bindings.next();
            }
        } catch (InterruptedException e) {
            LOG.log(WARNING, "A sender ends: expected no interrupt, but it was interrupted.", e);
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the threads have ended. */
    @Override
    public void close() {
        bindings.close();
        threads.forEach(Threads::join);
    }
}
