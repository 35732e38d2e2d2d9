// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

import org.nmr.reach.internal.wire.BindMessage;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/** What calls need of their binding. No method blocks. */
public interface Port {
    /** Sends a message; it is dropped after the end. */
    void send(BindMessage message);

    /** Tells whether little waits to be sent. */
    boolean isReady();

    /** What both nodes take. */
    Limits limits();

    /** One more call of the peer is here. */
    void callBegins();

    /** A call of the peer is through, and its answer is sent. */
    void callEnds();

    /** The peer has broken the protocol, or nothing can be done any more: the binding ends at once. */
    void abort(String reason);

    /** The peer, for people: {@code node b, org.example.greeter 1.0.0 [17]}. */
    String peer();
}
