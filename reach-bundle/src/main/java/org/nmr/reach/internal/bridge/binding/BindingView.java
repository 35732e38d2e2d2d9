// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.List;
import org.nmr.reach.internal.bridge.call.IncomingCalls.Inside;

/**
 * A binding to a module in another node, for people.
 *
 * @param number its number
 * @param npi the id of the NPI
 * @param role that of the peer
 * @param peer node and bundle of the peer
 * @param state in one word
 * @param outgoing how many calls to the peer are open
 * @param inside the calls of the peer that are inside this node
 */
public record BindingView(
        long number, String npi, String role, String peer, String state, int outgoing, List<Inside> inside) {
    /** Copies the list. */
    public BindingView {
        inside = List.copyOf(inside);
    }
}
