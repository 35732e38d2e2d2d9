// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/** Makes connections to other nodes. All methods may be called by any thread, and none of them blocks for long. */
public interface Engine extends AutoCloseable {
    /**
     * Listens for connections.
     *
     * @param address where, as {@code host:port}; port 0 takes a free one
     * @param handler hears of each connection
     * @return the address with the real port
     * @throws EngineException if it cannot listen; the message is one line for an operator
     */
    String listen(String address, ConnectionHandler handler) throws EngineException;

    /**
     * Begins to dial. The handler hears {@link ConnectionHandler#connected} or {@link ConnectionHandler#lost}.
     *
     * @param address whom, as {@code host:port}
     * @param handler hears of this connection only
     * @return the connection, not up yet
     */
    Connection dial(String address, ConnectionHandler handler);

    /** Closes all connections and stops listening. Waits for the engine's own threads, at most a few seconds. */
    @Override
    void close();
}
