// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/**
 * Hears of connections. The engine calls it on its own threads, for each connection one call after the other. No method
 * may block, throw or run the code of modules.
 */
public interface ConnectionHandler {
    /** A connection is up, at either end. The first call for it. */
    void connected(Connection connection);

    /**
     * The peer has opened a stream.
     *
     * @return the one that hears of the stream
     */
    Receiver opened(Connection connection, FrameStream stream);

    /**
     * The connection is gone, or could not be made; all its streams have been told before or are told soon. The last
     * call for it, once.
     *
     * @param reason one line for an operator
     */
    void lost(Connection connection, String reason);
}
