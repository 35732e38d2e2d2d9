// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that were accepted. gRPC ends one at its listening end only when everything was sent, and a peer that
 * does not read would keep it.
 */
final class Transports {
    /** More are closed at once: each is a peer, or one who tries. */
    private static final int MOST = 1_024;

    private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

    /** Returns what listens. */
    NioServerSocketChannel listening() {
        return new Listening();
    }

    /** Closes the socket to this address at once. */
    void close(@Nullable SocketAddress remote) {
        Channel channel = remote == null ? null : open.get(remote);
        if (channel != null) {
            channel.eventLoop().execute(() -> channel.unsafe().closeForcibly());
        }
    }

    private final class Listening extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int read = super.doReadMessages(accepted);
            for (Object each : accepted) {
                if (each instanceof Channel channel) {
                    add(channel);
                }
            }
            return read;
        }

        private void add(Channel channel) {
            SocketAddress remote = channel.remoteAddress();
            if (remote == null || open.size() >= MOST) {
                channel.unsafe().closeForcibly();
                return;
            }
            open.put(remote, channel);
            var unused = channel.closeFuture().addListener(closed -> open.remove(remote, channel));
        }
    }
}
