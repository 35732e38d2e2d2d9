// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.stuck;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ProviderModule;
import org.nmr.sample.datagram.DatagramClient;
import org.nmr.sample.datagram.DatagramProvider;

/** Keeps the first call of each client inside, as a provider would that waits for something that never comes. */
public final class StuckProvider implements ProviderModule<DatagramClient, DatagramProvider> {
    private final Set<StuckBinding> bindings = ConcurrentHashMap.newKeySet();

    StuckProvider() {}

    @Override
    public Answer<DatagramProvider> attachClient(ClientProposal<DatagramClient> proposal) {
        StuckBinding binding = new StuckBinding();
        bindings.add(binding);
        return Answer.accept(binding, binding);
    }

    /**
     * Lets the calls return; the command {@code stuck:release}.
     *
     * @return what happened
     */
    public String release() {
        long released = bindings.stream().filter(StuckBinding::release).count();
        return released == 0 ? "no call is stuck" : "the call returns";
    }
}
