// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.runtime.NmrJar.awaitLine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each a JVM of its own. */
@Timeout(300)
class NodesIT {
    private static final String LAST = "demo: nodes=2 calls=\\d+ failed=0 refused=\\d+ outcome-unknown=\\d+"
            + " bindings attached=8 detached=8 updates=5 late-calls=0";

    @TempDir
    Path folder;

    private NmrJar jar;
    private String address;

    @BeforeEach
    void findPort() throws IOException {
        jar = new NmrJar(folder);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** Updated under load, stopped, continued and killed: one binding for each start of the provider and each loss. */
    @Test
    void demo_twoNodes_noCallFailsAndNothingIsLeft() throws Exception {
        Run run = jar.run("", "demo", "--nodes", "2");
        assertEquals(0, run.status(), run::toString);
        assertEquals("", run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(lines.size() - 1).matches(LAST), run::toString);
        for (String said : List.of("update 5: ", "kill -STOP: ", "kill -CONT: attached again after ", "kill -9: ")) {
            assertTrue(run.out().contains(said), () -> "expected " + said + " in " + run);
        }
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith(Storage.PREFIX))
                            .toList());
        }
    }

    @Test
    void run_twoNodes_areLinkedAttachedAndUnloaded() throws Exception {
        jar.talk(
                run("a", "--listen", "datagram-provider"),
                (outputOfA, inputOfA) -> jar.talk(run("b", "--connect", "datagram-client"), (outputOfB, inputOfB) -> {
                    awaitAnswer("nmr:bindings", "1 binding", outputOfB, inputOfB);
                    awaitAnswer("nmr:nodes", "node b", outputOfA, inputOfA);
                    NmrJar.type(inputOfA, "stop org.nmr.sample.provider");
                    awaitAnswer("nmr:bindings", "0 bindings", outputOfB, inputOfB);
                    NmrJar.type(inputOfA, "start org.nmr.sample.provider");
                    awaitAnswer("nmr:bindings", "1 binding", outputOfB, inputOfB);
                }));
    }

    private List<String> run(String node, String option, String sample) {
        String load = folder.resolve("load-" + node).toString();
        return List.of("run", "--load", load, "--node", node, option, address, "--sample", sample);
    }

    /** Asks again and again. */
    private static void awaitAnswer(String command, String expected, BufferedReader output, BufferedWriter input)
            throws IOException {
        List<String> seen;
        do {
            NmrJar.type(input, command);
            NmrJar.type(input, "echo end of the answer");
            seen = awaitLine(output, "end of the answer");
        } while (seen.stream().noneMatch(line -> line.matches("(g! )*" + expected + "\\b.*")));
    }

    @Test
    void run_portInUse_isOneLineAndEndsWith2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();
            Run run = jar.run("", "run", "--node", "a", "--listen", listen);
            assertEquals(2, run.status(), run::toString);
            assertTrue(run.err().startsWith("nmr: cannot listen at " + listen + ": "), run::toString);
            assertEquals(1, run.err().lines().count(), run::toString);
        }
    }

    /** The bundle that makes a node is not started in a framework that is none. */
    @Test
    void run_alone_hasNoReach() throws Exception {
        Run run = jar.run("lb reach\nnmr:nodes\n", "run");
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("No matching bundles found"), run::toString);
    }
}
