// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.util.function.Consumer;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.ConnectionHandler;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;

/**
 * Lets the engine forget a connection that is lost.
 *
 * @param handler hears of the connection
 * @param forget takes the connection when it is lost
 */
record ForgettingHandler(ConnectionHandler handler, Consumer<Connection> forget) implements ConnectionHandler {
    @Override
    public void connected(Connection connection) {
        handler.connected(connection);
    }

    @Override
    public Receiver opened(Connection connection, FrameStream stream) {
        return handler.opened(connection, stream);
    }

    @Override
    public void lost(Connection connection, String reason) {
        forget.accept(connection);
        handler.lost(connection, reason);
    }
}
