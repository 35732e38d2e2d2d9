// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ProviderModule;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.Threads;

/**
 * The provider side of the NPI: gives every client a socket of its own, connected to one echo server.
 *
 * <p>Several clients may attach at the same time.
 */
final class UdpProvider implements ProviderModule<DatagramClient, DatagramProvider>, AutoCloseable {
    private final Statistics statistics;
    private final EchoServer echo;

    /** The threads of the bindings, and some that have ended already; guarded by itself. */
    private final List<Thread> receivers = new ArrayList<>();

    UdpProvider(Statistics statistics) throws IOException {
        this.statistics = statistics;
        this.echo = new EchoServer();
    }

    @Override
    public Answer<DatagramProvider> attachClient(ClientProposal<DatagramClient> proposal) throws IOException {
        ClientBinding binding = ClientBinding.open(proposal.binding(), echo.address(), statistics);
        synchronized (receivers) {
            receivers.removeIf(receiver -> !receiver.isAlive());
            receivers.add(binding.startReceiver());
        }
        statistics.attached().increment();
        return Answer.accept(binding, binding);
    }

    /**
     * Ends the last threads, after the unload. A receiver's last act is to say that it is done; so the unload may
     * be over a moment before the thread is.
     */
    @Override
    public void close() {
        statistics.end();
        echo.close();
        List<Thread> last;
        synchronized (receivers) {
            last = List.copyOf(receivers);
        }
        last.forEach(Threads::join);
    }
}
