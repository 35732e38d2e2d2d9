// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The web console, the metrics and the health checks, on the loopback address only. */
final class Web {
    private static final String HOST = "127.0.0.1";
    private static final String PASSWORD = "felix.webconsole.password";

    /** They log several lines each for a start that went well. Kept, because the log manager forgets unused loggers. */
    private static final List<Logger> CHATTY = Stream.of(
                    "org.apache.aries.spifly",
                    "org.eclipse.jetty",
                    "org.apache.felix.http",
                    "org.apache.felix.webconsole",
                    "org.apache.felix.hc")
            .map(Logger::getLogger)
            .toList();

    private Web() {}

    /**
     * Checks that a port is free, because the server would only log it, in many lines.
     *
     * @param port the port; 0 for no web console
     * @throws UsageException if it is not
     */
    static void check(int port) throws UsageException {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the server does
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UsageException("cannot use port " + port + ": " + e.getMessage()
                    + "; name a free one with --web PORT, or end the program that has it");
        }
    }

    /** Returns the framework's properties for the server and the console. */
    static Map<String, String> settings(int port) {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        return Map.of(
                "org.apache.felix.http.host",
                HOST,
                "org.osgi.service.http.port",
                Integer.toString(port),
                PASSWORD,
                password());
    }

    /** Another one for each run, because every user of this machine can reach the port. */
    private static String password() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return System.getProperty(
                PASSWORD, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Says where the pages are, and how to log in. */
    static void explain(int port, Map<String, String> settings, PrintStream out) {
        String server = "http://" + HOST + ":" + port;
        out.println("Web console: " + server + "/system/console/nmr, user admin, password " + settings.get(PASSWORD));
        out.println("Without a password: " + server + "/metrics, " + server + HealthPage.PATH + "?tags=nmr");
    }
}
