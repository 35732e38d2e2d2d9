// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.sample.datagram.DatagramProvider;
import org.nmr.sample.support.Threads;

/**
 * A second client, which counts its calls in flight by hand: see {@link ClassicBinding}. Each binding has its own
 * threads that send, and they end with it.
 *
 * <p>Thread safety: providers may be proposed by several threads; the rest is the story's.
 */
final class ClassicClient extends DemoModule {
    private final int callers;
    private final ClassicStatistics statistics;
    private final List<Thread> senders = new CopyOnWriteArrayList<>();

    /**
     * Creates a module that is not loaded.
     *
     * @param callers how many threads call each provider
     */
    ClassicClient(int callers, ClassicStatistics statistics) {
        super("classic client", statistics);
        this.callers = callers;
        this.statistics = statistics;
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(DatagramNpi.NPI, this::attachProvider));
    }

    private void attachProvider(ProviderProposal<DatagramClient, DatagramProvider> proposal) {
        ClassicBinding binding = new ClassicBinding(proposal.binding(), statistics);
        if (proposal.attach(binding, binding).attached()) {
            statistics.attached().increment();
            IntStream.rangeClosed(1, callers)
                    .mapToObj(i -> Threads.start("nmr-demo classic sender " + i, binding::sendAll))
                    .forEach(senders::add);
        }
    }

    @Override
    void unloaded() {
        senders.forEach(Threads::join);
    }

    ClassicStatistics statistics() {
        return statistics;
    }
}
