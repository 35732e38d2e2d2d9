// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/** A connection to another node. Both ends may open streams. Any thread may call all methods; none of them blocks. */
public interface Connection {
    /** Whose certificate the peer has shown: its name (the CN), or empty without TLS. Known once it is connected. */
    String certifiedName();

    /** The other end as {@code host:port}, for people. */
    String remoteAddress();

    /**
     * Opens a stream. If the connection is gone, or goes before the stream is there, the receiver is told that it is
     * lost.
     */
    FrameStream open(Receiver receiver);

    /** Ends the connection at once. Both ends hear that it is lost, and so do all its streams. */
    void close(String reason);

    /** Bytes of frames that were sent. */
    long sent();

    /** Bytes of frames that were received. */
    long received();
}
