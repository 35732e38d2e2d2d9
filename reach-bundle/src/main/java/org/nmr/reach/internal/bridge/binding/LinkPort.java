// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/** What bindings need of their link. No method blocks. */
public interface LinkPort {
    /** The node at the other end. */
    String peer();

    /** What both nodes take. */
    Limits limits();

    /** Opens a stream; on a link that is down the receiver hears that it is lost. */
    FrameStream open(Receiver receiver);

    /** A new number for a binding that this node opens. */
    long nextBinding();

    /** Whether a number is one that the peer may give. */
    boolean isTheirs(long binding);

    /** Begins to keep a binding; false if there is one with its number, or the link is down. */
    boolean add(RemoteBinding binding);

    /** Keeps it no more. */
    void forget(RemoteBinding binding);

    /** The provider that was offered with a number; null if it was withdrawn. */
    @Nullable
    Offered offered(long offer);

    /** Whether a number was ever given to an offer. */
    boolean wasOffered(long offer);

    /** The workers. */
    Executor workers();

    /** Where modules are asked: a few at a time. */
    Executor attaches();

    /** Where ends of bindings go on: more at a time, since they must not wait for those who attach. */
    Executor ends();

    /** Tells the operator what the peer does wrong; only the first few are logged. */
    void complain(String what);

    /** For what must not get lost. */
    System.Logger log();
}
