// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Locale;

/**
 * The last lines of the demo, and whether all is well.
 *
 * @param counted the client whose calls the registrar counts
 * @param classic the client that counts its calls by hand
 * @param providers all providers together
 * @param updates how often a module was updated
 * @param unloads how often a module was unloaded
 */
record Summary(Tally counted, Tally classic, Tally providers, long updates, long unloads) {
    boolean isGood() {
        return isGood(counted) && isGood(classic) && providers.isClean() && sidesAgree();
    }

    private static boolean isGood(Tally client) {
        return client.calls() > 0 && client.isClean();
    }

    /** Whether the providers have counted the same bindings as the clients. */
    boolean sidesAgree() {
        Tally clients = counted.plus(classic);
        return providers.attached() == clients.attached() && providers.detached() == clients.detached();
    }

    /** One line for each player, and the one for all that scripts read. */
    @Override
    public String toString() {
        Tally clients = counted.plus(classic);
        return client("counted client", counted) + client("classic client", classic)
                + String.format(Locale.ROOT, "%-14s  %26s  %s%n", "providers", "", ends(providers))
                + "demo: calls=" + clients.calls() + " failed=" + clients.failed() + " bindings attached="
                + clients.attached() + " detached=" + clients.detached() + " updates=" + updates + " unloads=" + unloads
                + " late-calls=" + (clients.lateCalls() + providers.lateCalls());
    }

    private static String client(String name, Tally client) {
        return String.format(
                Locale.ROOT,
                "%-14s  calls=%-10d failed=%-2d  %s%n",
                name,
                client.calls(),
                client.failed(),
                ends(client));
    }

    private static String ends(Tally player) {
        return String.format(
                Locale.ROOT,
                "attached=%-3d detached=%-3d late-calls=%d",
                player.attached(),
                player.detached(),
                player.lateCalls());
    }
}
