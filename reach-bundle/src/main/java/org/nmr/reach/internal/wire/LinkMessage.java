// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import java.util.List;

/** What two nodes tell each other on the link, their first stream. */
public sealed interface LinkMessage {
    /**
     * The first message in both directions.
     *
     * @param oldest the oldest version of the protocol that the sender speaks
     * @param newest the newest; both nodes speak the newest that both know
     * @param node the sender's name
     * @param session a random text, another one for each start of the sender
     * @param expiryMillis after how long without a frame the sender holds the link for lost
     * @param limits what the sender takes
     */
    record Hello(int oldest, int newest, String node, String session, long expiryMillis, Limits limits)
            implements LinkMessage {}

    /**
     * Tells of a registered provider.
     *
     * @param id the sender's number of the offer, never used again on this link
     * @param npi the id of the NPI
     * @param clientMethods the methods of the client dispatch: see
     *     {@link org.nmr.reach.internal.codec.DispatchType#methods()}
     * @param providerMethods the methods of the provider dispatch
     * @param instance the provider's description
     */
    record Offer(long id, String npi, List<String> clientMethods, List<String> providerMethods, WireInstance instance)
            implements LinkMessage {}

    /** The provider of an offer has ended. */
    record Withdraw(long id) implements LinkMessage {}

    /** The sender is alive and has nothing else to say. */
    record Beat() implements LinkMessage {}

    /**
     * Asks what the peer knows of a call that it has made and that is still inside the asking node.
     *
     * @param id the number of the question
     * @param binding the number of the binding, which both ends know: that of ATTACH
     * @param call the number of the call
     */
    record Ask(long id, long binding, long call) implements LinkMessage {}

    /** Answers a question with lines for people, the thread and its stack, at most 64 of 300 characters. */
    record Tell(long id, List<String> lines) implements LinkMessage {}

    /** The sender ends the link, and why. The last message. */
    record Bye(String reason) implements LinkMessage {}

    /**
     * What a node takes.
     *
     * @param window how many calls of one direction of a binding may be outstanding
     * @param windowBytes how many bytes their arguments may have together
     * @param frameBytes how long a frame may be
     */
    record Limits(int window, long windowBytes, int frameBytes) {
        /** What both of two nodes take. */
        public Limits and(Limits other) {
            return new Limits(
                    Math.min(window, other.window),
                    Math.min(windowBytes, other.windowBytes),
                    Math.min(frameBytes, other.frameBytes));
        }
    }
}
