// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.CallOutcomeUnknownException;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.Threads;

/**
 * One binding to a client: a socket, and a thread that receives from it.
 *
 * <p>The registrar counts the calls, but it does not know the socket. This side calls its client from the receiver
 * thread only, so its end is that thread's end:
 *
 * <ol>
 *   <li>{@link #detach} closes the socket, which ends the wait of the receiver, and answers {@code PENDING} [C-120];
 *   <li>the receiver returns from the client, if it is there, and says as its last act that it is done;
 *   <li>the client may still call {@link #send} until {@link #cleanup} [C-122]; its datagrams get lost.
 * </ol>
 *
 * <p>Thread safety: any thread of the client may send.
 */
final class ClientBinding implements BindingContext, DatagramProvider {
    private static final System.Logger LOG = System.getLogger(ClientBinding.class.getName());

    private final Binding<DatagramClient> binding;
    private final DatagramSocket socket;
    private final Statistics statistics;

    /** Set by the thread that cleans up, read by those that call too late. */
    private volatile boolean over;

    private ClientBinding(Binding<DatagramClient> binding, DatagramSocket socket, Statistics statistics) {
        this.binding = binding;
        this.socket = socket;
        this.statistics = statistics;
    }

    /** Opens the socket; nothing is received yet. */
    static ClientBinding open(Binding<DatagramClient> binding, InetSocketAddress peer, Statistics statistics)
            throws IOException {
        return new ClientBinding(binding, connectedAsThisBundle(peer), statistics);
    }

    /** The thread is that of whoever registers, who need not be allowed to use sockets. */
    @SuppressWarnings("removal") // where permissions are enforced there is no other way
    private static DatagramSocket connectedAsThisBundle(InetSocketAddress peer) throws IOException {
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<DatagramSocket>) () -> connected(peer));
        } catch (PrivilegedActionException e) {
            throw (IOException) e.getException();
        }
    }

    private static DatagramSocket connected(InetSocketAddress peer) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        try {
            socket.connect(peer);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    Thread startReceiver() {
        return Threads.start(
                "nmr-sample-provider receiver for " + binding.peer().owner(), this::receiveAll);
    }

    @Override
    public void send(long number) {
        statistics.enter("send");
        try {
            socket.send(Datagrams.of(number));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("datagram " + number + ": expected to send it to the echo server", e);
            }
            lose(number);
        } finally {
            statistics.leave();
        }
    }

    /** Nobody would receive the answer any more: between detach and cleanup that is a loss, later it is an error. */
    private void lose(long number) {
        if (over) {
            throw new IllegalStateException(
                    "datagram " + number + " of " + binding.peer().owner()
                            + ": expected no call after the binding's cleanup."
                            + " Count the calls, and complete the detach when none is left");
        }
        LOG.log(DEBUG, "Datagram {0} is lost: the provider is detaching.", number);
    }

    private void receiveAll() {
        DatagramPacket packet = Datagrams.empty();
        while (receive(packet)) {
            deliver(Datagrams.numberOf(packet));
        }
        // No reference to this binding's state after this line: both cleanups may run inside it [C-145].
        binding.detachComplete();
    }

    /** Waits for the next datagram; returns false when this side detaches. */
    private boolean receive(DatagramPacket packet) {
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                return !socket.isClosed();
            } catch (IOException e) {
                LOG.log(
                        socket.isClosed() ? DEBUG : WARNING,
                        () -> this + ": expected a datagram, but received none",
                        e);
            }
        }
        return false;
    }

    /** Calls the client, whose errors must not end the receiver. */
    private void deliver(long number) {
        try {
            binding.dispatch().answer(number);
        } catch (DetachedException | CallOutcomeUnknownException going) {
            LOG.log(DEBUG, () -> this + ": answer " + number + " may be lost, because the client is gone", going);
        } catch (RuntimeException | Error e) {
            LOG.log(WARNING, () -> this + ": the client failed to take answer " + number, e);
        }
    }

    @Override
    public DetachStatus detach() {
        socket.close();
        statistics.pending().increment();
        return DetachStatus.PENDING;
    }

    @Override
    public void cleanup() {
        over = true;
        statistics.detached().increment();
    }

    @Override
    public String toString() {
        return "binding to " + binding.peer().owner();
    }
}
