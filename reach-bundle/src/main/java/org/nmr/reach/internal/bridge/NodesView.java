// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.nmr.reach.internal.bridge.binding.BindingView;

/**
 * What a node knows of itself and others, for people; a copy.
 *
 * @param node the name of this node
 * @param listens where it listens; empty if it does not
 * @param links the nodes that are linked
 * @param dials the addresses that are dialled
 * @param lost the nodes that were lost last, and why
 * @param npis the NPIs that may cross, and those that cannot
 * @param taken the offers of other nodes
 */
public record NodesView(
        String node,
        String listens,
        List<LinkView> links,
        List<DialView> dials,
        List<LostView> lost,
        List<NpiView> npis,
        List<TakenView> taken) {
    /** Copies the lists. */
    public NodesView {
        links = List.copyOf(links);
        dials = List.copyOf(dials);
        lost = List.copyOf(lost);
        npis = List.copyOf(npis);
        taken = List.copyOf(taken);
    }

    /**
     * A node that is linked.
     *
     * @param peer its name
     * @param address its address
     * @param isDialled whether this node has dialled
     * @param since since when
     * @param sinceHeard how long nothing was heard
     * @param sent bytes
     * @param received bytes
     * @param offers how many providers of this node are offered to it
     * @param bindings those that are there
     */
    public record LinkView(
            String peer,
            String address,
            boolean isDialled,
            Instant since,
            Duration sinceHeard,
            long sent,
            long received,
            int offers,
            List<BindingView> bindings) {
        /** Copies the list. */
        public LinkView {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * An address that is dialled.
     *
     * @param address the address
     * @param state linked, or why not
     */
    public record DialView(String address, String state) {}

    /**
     * A node that was lost.
     *
     * @param peer its name
     * @param at when
     * @param reason why
     */
    public record LostView(String peer, Instant at, String reason) {}

    /**
     * An NPI.
     *
     * @param id its id
     * @param problem why it cannot cross; empty if it can
     */
    public record NpiView(String id, String problem) {}

    /**
     * An offer of another node.
     *
     * @param peer that node
     * @param npi the id of the NPI
     * @param provider the provider there
     * @param state registered here, or why not
     */
    public record TakenView(String peer, String npi, String provider, String state) {}
}
