// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.Optional;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.wire.LinkMessage.Hello;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/** Whether a node may be linked, by what it says first. */
final class Greeting {
    /** The versions of the protocol that this node speaks. */
    static final int OLDEST = 1;

    static final int NEWEST = 1;

    private static final long SHORTEST_EXPIRY = 100;
    private static final int SMALLEST_FRAME = 16 * 1024;

    private Greeting() {}

    /** Returns what this node says first. */
    static Hello own(Context context) {
        NodeSettings own = context.settings();
        return new Hello(
                OLDEST, NEWEST, own.name(), context.session(), own.expiry().toMillis(), own.limits());
    }

    /** Returns what is wrong, for both ends' operators. */
    static Optional<String> check(Hello hello, Context context, String certified) {
        String node = Texts.oneLine(hello.node());
        if (hello.oldest() > NEWEST || hello.newest() < OLDEST) {
            return Optional.of("expected a version of the protocol from " + OLDEST + " to " + NEWEST + ", node " + node
                    + " speaks " + hello.oldest() + " to " + hello.newest());
        }
        if (!hello.node().matches("[A-Za-z0-9_.-]{1,100}")) {
            return Optional.of("expected a name of at most 100 letters, digits, '_', '.' and '-', was " + node);
        }
        if (!certified.isEmpty() && !certified.equals(hello.node())) {
            return Optional.of("expected the name of the certificate, " + Texts.oneLine(certified) + ", was " + node);
        }
        if (hello.node().equals(context.settings().name())) {
            return Optional.of(
                    hello.session().equals(context.session())
                            ? Dialer.ITSELF
                            : "two nodes have the name " + node + "; give one of them another name");
        }
        Limits limits = hello.limits();
        boolean fits = hello.expiryMillis() >= SHORTEST_EXPIRY
                && limits.window() > 0
                && limits.windowBytes() > 0
                && limits.frameBytes() >= SMALLEST_FRAME;
        return fits
                ? Optional.empty()
                : Optional.of(
                        "expected an expiry of at least " + SHORTEST_EXPIRY + " ms, a window and frames of at least "
                                + SMALLEST_FRAME + " bytes, node " + node + " has " + hello.expiryMillis() + " ms and "
                                + limits);
    }
}
