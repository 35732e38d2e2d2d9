// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach;

import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A source of the addresses that this node dials, beside those in its configuration: a registry, for example. It is
 * published as an OSGi service (the whiteboard pattern).
 *
 * <p>A source only says who is dialled. An address that disappears is not dialled any more, but its link stays: a node
 * is lost when nothing is heard of it, never because a registry says so.
 *
 * @since 1.0
 */
@ConsumerType
public interface AddressSource {
    /**
     * Begins to follow the addresses, and announces this node to others if the source can do that.
     *
     * <p>The bridge calls it once, on a thread of its own. It may block and may throw: the bridge logs that and tries
     * again later.
     *
     * @param node the name of this node
     * @param address the address on which this node listens, as {@code host:port}; empty if it does not listen
     * @param addresses to be told all addresses that are to be dialled, as {@code host:port}, each time they change;
     *     any thread, in order, never {@code null}; this node's own address may be among them and is left out
     * @return ends the following and the announcement; the bridge calls it once
     * @throws Exception if the source cannot be reached
     */
    AutoCloseable follow(String node, String address, Consumer<Set<String>> addresses) throws Exception;
}
