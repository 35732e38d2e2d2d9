package org.nmr.sample.client;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;

/**
 * One binding to a provider, whose calls in flight are counted by hand: the classic pattern [C-125].
 *
 * <ol>
 *   <li>Before each call: under the lock, stop if this side is detaching, else count up.
 *   <li>The call itself, without the lock.
 *   <li>After each call, however it ended: under the lock, count down.
 *   <li>{@link #detach}: under the lock, say that this side is detaching and answer by the count.
 *   <li>Who counts down to 0 while this side is detaching completes the detach, without the lock.
 * </ol>
 *
 * <p>After the detach began no call starts, so the count reaches 0 once: exactly one thread completes, or {@code detach}
 * does by its answer [C-132]. It may complete before {@code detach} has returned {@code PENDING} [C-130].
 *
 * <p>Thread safety: any thread may send, and the provider may answer on any thread.
 */
final class ProviderBinding implements BindingContext, DatagramClient {
    private static final System.Logger LOG = System.getLogger(ProviderBinding.class.getName());

    private final Binding<DatagramProvider> binding;
    private final ProviderBindings siblings;
    private final Statistics statistics;
    private final Answers answers = new Answers();

    /** A failing provider would fail again and again; only the first time is worth a line in the log. */
    private final AtomicBoolean failureLogged = new AtomicBoolean();

    private final Object lock = new Object();

    /** The calls that have not returned from the provider; guarded by {@link #lock}. */
    private int callsInFlight;

    /** Set once, by {@link #detach}; guarded by {@link #lock}. */
    private boolean detaching;

    ProviderBinding(Binding<DatagramProvider> binding, ProviderBindings siblings, Statistics statistics) {
        this.binding = binding;
        this.siblings = siblings;
        this.statistics = statistics;
    }

    /** Sends a datagram, unless this side is detaching, and waits for its answer as long as the patience lasts. */
    void exchange(long number, Duration patience) throws InterruptedException {
        answers.expect(number);
        boolean sent = send(number);
        if (!answers.await(number, sent ? patience : Duration.ZERO) && sent) {
            statistics.lost().increment();
        }
    }

    /** Calls the provider; returns false if it made no call, or if the call failed. */
    private boolean send(long number) {
        if (!beginCall()) {
            return false;
        }
        try {
            statistics.calls().increment();
            binding.dispatch().send(number);
            return true;
        } catch (RuntimeException | Error e) {
            failed(number, e);
            return false;
        } finally {
            endCall();
        }
    }

    private boolean beginCall() {
        synchronized (lock) {
            if (detaching) {
                return false;
            }
            callsInFlight++;
            return true;
        }
    }

    private void endCall() {
        boolean last;
        synchronized (lock) {
            callsInFlight--;
            last = detaching && callsInFlight == 0;
        }
        if (last) {
            binding.detachComplete();
        }
    }

    @Override
    public DetachStatus detach() {
        siblings.remove(this);
        answers.close();
        synchronized (lock) {
            detaching = true;
            if (callsInFlight == 0) {
                return DetachStatus.COMPLETE;
            }
            statistics.pending().increment();
            return DetachStatus.PENDING;
        }
    }

    @Override
    public void cleanup() {
        statistics.detached().increment();
    }

    /** Comes from the provider, until {@link #cleanup}; so also after this side has detached [C-122]. */
    @Override
    public void answer(long number) {
        statistics.enter("answer");
        try {
            statistics.answers().increment();
            answers.arrived(number);
        } finally {
            statistics.leave();
        }
    }

    private void failed(long number, Throwable thrown) {
        statistics.failed().increment();
        LOG.log(
                failureLogged.compareAndSet(/* expectedValue= */ false, /* newValue= */ true) ? WARNING : DEBUG,
                () -> this + ": expected the provider to send datagram " + number + ", but it failed",
                thrown);
    }

    @Override
    public String toString() {
        return "binding to " + binding.peer().owner();
    }
}
