// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

/**
 * The last line of the demo with two nodes, and whether all is well.
 *
 * @param client what the client of this node has counted
 * @param refused calls that were certainly not executed, because the provider was going
 * @param unknown calls that the provider may have executed, because its node was lost meanwhile
 * @param lossesOfNodes how often the other node was lost
 * @param updates how often the provider was updated
 * @param providerLateCalls the calls that ran in the provider after it was unloaded, on all JVMs of the other node
 */
record NodesSummary(Tally client, long refused, long unknown, int lossesOfNodes, long updates, long providerLateCalls) {
    /** A thread can lose one call each time, and none at another time. */
    boolean isGood() {
        return client.calls() > 0
                && client.isClean()
                && providerLateCalls == 0
                && unknown <= (long) lossesOfNodes * Stage.CALLERS;
    }

    @Override
    public String toString() {
        return "demo: nodes=2 calls=" + client.calls() + " failed=" + client.failed() + " refused=" + refused
                + " outcome-unknown=" + unknown + " bindings attached=" + client.attached() + " detached="
                + client.detached() + " updates=" + updates + " late-calls="
                + (client.lateCalls() + providerLateCalls);
    }
}
