// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run --web} serves: one start, because that takes long. */
@Timeout(300)
class WebIT {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @Test
    void web_allPages_answerOnTheLoopbackAddressAndOnlyTheConsoleWantsAPassword() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> arguments = List.of("run", "--sample", "datagram", "--web", Integer.toString(port));
        new NmrJar(folder).talk(arguments, (output, input) -> {
            List<String> console = NmrJar.awaitLine(output, "user admin, password ");
            assertEquals(1, console.size(), console::toString); // nothing else is said before
            String password = console.get(console.size() - 1).replaceFirst(".*password ", "");
            NmrJar.awaitLine(output, "\"help\" lists the commands");
            assertConsole(password);
            assertMetrics();
            assertHealth();
            assertOnlyLoopback();
        });
    }

    private void assertConsole(String password) throws Exception {
        assertEquals(401, get("/system/console/nmr", "admin:admin").statusCode());
        HttpResponse<String> page = get("/system/console/nmr", "admin:" + password);
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains("/nmr/page.css"), page::body);
    }

    private void assertMetrics() throws Exception {
        HttpResponse<String> metrics = get("/metrics", "");
        assertEquals(200, metrics.statusCode(), metrics::body);
        assertTrue(metrics.body().lines().anyMatch(line -> line.matches("nmr_bindings [0-9.]+")), metrics::body);
    }

    private void assertHealth() throws Exception {
        HttpResponse<String> health = get("/system/health.json?tags=nmr", "");
        for (long start = System.nanoTime();
                health.statusCode() == 404;
                health = get("/system/health.json?tags=nmr", "")) {
            // the servlet is published by a thread of its own, after the configuration
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), health.body());
        }
        assertEquals(200, health.statusCode(), health.body());
        String found = health.body();
        assertTrue(found.contains("NMR unload over limit"), found);
        assertEquals(Optional.empty(), health.headers().firstValue("Access-Control-Allow-Origin"));
        assertEquals(200, get("/system/health?tags=nmr", "").statusCode());
        assertEquals(404, get("/system/health.jsonp?tags=nmr", "").statusCode());
        String script =
                get("/system/health?tags=nmr&format=jsonp&callback=show", "").body();
        assertFalse(script.contains("show("), script);
    }

    private void assertOnlyLoopback() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            assertThrows(ConnectException.class, () -> new Socket(other, port).close(), other::toString);
        }
    }

    private HttpResponse<String> get(String path, String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!user.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), ofString());
    }
}
