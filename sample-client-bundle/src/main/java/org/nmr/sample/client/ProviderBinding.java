// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.CallOutcomeUnknownException;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;

/**
 * One binding to a provider. The registrar counts the calls, so there is no counting code here:
 *
 * <ol>
 *   <li>Each call goes through {@link Binding#dispatch()} and holds the provider until it returns.
 *   <li>{@link #detach} takes this binding from the senders and is done; the registrar waits for the calls in flight
 *   [C-124].
 *   <li>A sender that had taken the binding just before gets a {@link DetachedException}: the provider is going. That
 *       is no failure; the sender takes the next binding, or waits for one.
 *   <li>A provider in another framework may be lost during a call. Then nobody knows whether it has sent the datagram,
 *       and a datagram may get lost: no failure either. It is not sent again, for it could arrive twice.
 * </ol>
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

    ProviderBinding(Binding<DatagramProvider> binding, ProviderBindings siblings, Statistics statistics) {
        this.binding = binding;
        this.siblings = siblings;
        this.statistics = statistics;
    }

    /** Sends a datagram, unless the provider is going, and waits for its answer as long as the patience lasts. */
    void exchange(long number, Duration patience) throws InterruptedException {
        answers.expect(number);
        boolean sent = send(number);
        if (!answers.await(number, sent ? patience : Duration.ZERO) && sent) {
            statistics.lost().increment();
        }
    }

    /** Calls the provider; returns false if it is going, or if the call failed. */
    private boolean send(long number) {
        try {
            binding.dispatch().send(number);
            statistics.calls().increment();
            return true;
        } catch (DetachedException going) {
            statistics.refused().increment();
            return false;
        } catch (CallOutcomeUnknownException lost) {
            statistics.calls().increment();
            statistics.unknown().increment();
            return false;
        } catch (RuntimeException | Error e) {
            failed(number, e);
            return false;
        }
    }

    /** No more binding for the senders, and no more answers for those that wait. */
    @Override
    public DetachStatus detach() {
        siblings.remove(this);
        answers.close();
        return DetachStatus.COMPLETE;
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
        statistics.calls().increment();
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
