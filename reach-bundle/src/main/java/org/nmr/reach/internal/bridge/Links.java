// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links that are up: one for each other node. */
final class Links {
    private final String own;
    private final Map<String, Link> up = new HashMap<>();

    Links(String own) {
        this.own = own;
    }

    /**
     * A link has got to know its peer.
     *
     * @return what goes: nothing, the link that was there, or the new one
     */
    synchronized Decision admit(Link link) {
        Link present = up.get(link.peer());
        if (present != null) {
            if (!present.session().equals(link.session())) {
                return new Decision(
                        null,
                        Optional.of("node " + link.peer() + " is linked already with another session, at "
                                + present.address() + ": either two nodes have one name, or the old one is not lost"
                                + " yet"));
            }
            boolean replaces = present.isDialled() == link.isDialled() || stays(link);
            if (!replaces) {
                return new Decision(null, Optional.of(Link.TWICE));
            }
        }
        up.put(link.peer(), link);
        return new Decision(present, Optional.empty());
    }

    /** Of two that were dialled from both sides, both nodes keep the same. */
    private boolean stays(Link link) {
        boolean isOwnSmaller = own.compareTo(link.peer()) < 0;
        return link.isDialled() == isOwnSmaller;
    }

    /** Returns the link that is up with a session of a node. */
    synchronized Optional<Link> find(String peer, String session) {
        return Optional.ofNullable(up.get(peer)).filter(link -> link.session().equals(session));
    }

    synchronized void remove(Link link) {
        up.remove(link.peer(), link);
    }

    synchronized List<Link> all() {
        return List.copyOf(up.values());
    }

    /**
     * What follows for a new link.
     *
     * @param replaced the link that was there and goes, or null
     * @param refusal why the new one goes
     */
    record Decision(@Nullable Link replaced, Optional<String> refusal) {}
}
