// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.nmr.reach.internal.engine.EngineException;

/** Addresses as people write them: {@code host:port}, an IPv6 host in brackets. */
final class Addresses {
    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    /**
     * Resolves an address, which may take time.
     *
     * @param isSecured false if only this machine may be reached
     */
    static InetSocketAddress resolve(String address, boolean isSecured) throws EngineException {
        int colon = address.lastIndexOf(':');
        int port = colon < 1 ? -1 : port(address.substring(colon + 1));
        if (port < 0) {
            throw new EngineException(
                    "address " + Reasons.oneLine(address) + ": expected host:port, such as 127.0.0.1:7001", null);
        }
        InetAddress host = host(address, address.substring(0, colon));
        if (!isSecured && !host.isLoopbackAddress()) {
            throw new EngineException(
                    "address " + Reasons.oneLine(address) + ": expected one of this machine, such as 127.0.0.1:" + port
                            + ", because no certificates are configured. Anybody could connect. Set"
                            + " nmr.reach.tls.certificate, nmr.reach.tls.key and nmr.reach.tls.trust",
                    null);
        }
        return new InetSocketAddress(host, port);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > HIGHEST_PORT ? -1 : port;
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    private static InetAddress host(String address, String host) throws EngineException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException | SecurityException e) {
            throw new EngineException(
                    "address " + Reasons.oneLine(address) + ": the host is not known; correct it, or the name service",
                    e);
        }
    }

    /** As people write it. */
    static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }
}
