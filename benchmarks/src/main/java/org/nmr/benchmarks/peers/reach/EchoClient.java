// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.reach;

import java.util.ArrayList;
import java.util.List;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;
import org.nmr.benchmarks.peers.work.Echo;
import org.nmr.benchmarks.peers.work.Node.Attached;

/** One client, attached to every provider. */
final class EchoClient implements Attached {
    private final ModuleRegistrations module;

    /** Guarded by this. */
    private final List<Binding<Echo>> bindings = new ArrayList<>();

    EchoClient(ModuleRegistrations module) {
        this.module = module;
        module.registerClient(ClientCharacteristics.of(EchoNode.NPI, this::attach));
    }

    private void attach(ProviderProposal<Void, Echo> proposal) {
        if (proposal.attach(BindingContext.NONE).attached()) {
            Binding<Echo> binding = proposal.binding();
            add(binding);
            var unused = binding.detaching().thenRun(() -> remove(binding)); // also if it is past already
        }
    }

    private synchronized void add(Binding<Echo> binding) {
        bindings.add(binding);
        notifyAll();
    }

    private synchronized void remove(Binding<Echo> binding) {
        bindings.remove(binding);
        notifyAll();
    }

    @Override
    public synchronized List<Echo> await(int count) throws InterruptedException {
        while (bindings.size() < count) {
            wait();
        }
        return bindings.stream().map(Binding::dispatch).toList();
    }

    @Override
    public synchronized void awaitNone() throws InterruptedException {
        while (!bindings.isEmpty()) {
            wait();
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
