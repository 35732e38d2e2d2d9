// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/**
 * The command {@code demo --nodes 2}: the framework of this JVM is one node, and the story starts the other one, this
 * jar in another JVM. However this JVM ends, the other one does not stay.
 */
final class Nodes {
    /** The node whose JVM is started by the story. */
    static final String OTHER = "a";

    private static final String OWN = "b";

    /**
     * The bundle logs each link that comes and goes, which the story tells, too. Kept, because the log manager forgets
     * unused loggers.
     */
    private static final List<Logger> CHATTY =
            Stream.of("org.nmr.reach", "io.grpc").map(Logger::getLogger).toList();

    /** So that the demo does not take long. */
    private static final String EXPIRY = "PT1.5S";

    private final String address;

    /** Guarded by itself. */
    private final List<Process> started = new ArrayList<>();

    private boolean ended;

    private Nodes(String address) {
        this.address = address;
    }

    /** Returns the exit status. */
    static int run() throws UsageException, IOException, BundleException, InterruptedException {
        Nodes nodes = new Nodes("127.0.0.1:" + freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(nodes::end, "nmr-end of the other node"));
        FelixRuntime runtime = start(Reach.NONE.withNode(OWN).withListen(nodes.address));
        runtime.framework()
                .getBundleContext()
                .registerService(
                        Callable.class, nodes::startOther, FrameworkUtil.asDictionary(Map.of("nmr.demo", "other")));
        return Demo.tell("nodes", runtime.framework().getBundleContext());
    }

    /** The other node; returns its exit status. */
    static int other(Reach reach) throws IOException, BundleException, InterruptedException {
        return Demo.tell("node", start(reach).framework().getBundleContext());
    }

    private static FelixRuntime start(Reach reach) throws IOException, BundleException {
        CHATTY.forEach(logger -> logger.setLevel(Level.SEVERE));
        PackedBundles packed = PackedBundles.read();
        Map<String, String> settings = new HashMap<>(reach.settings());
        settings.put("nmr.reach.expiry", EXPIRY);
        FelixRuntime runtime = FelixRuntime.start(settings);
        runtime.startNode(packed);
        runtime.install(packed.group("demo"));
        runtime.start(packed.group("story"));
        return runtime;
    }

    /** Nobody is likely to take it before this node listens there. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process startOther() throws IOException {
        synchronized (started) {
            if (ended) {
                throw new IOException("expected a JVM that does not end, but it does");
            }
            Process process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            started.add(process);
            return process;
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // as the script does
        }
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-jar", Path.of(PackedBundles.jar()).toString(), "node", address));
        return command;
    }

    /** Not only by the end of its input: it may be stopped by a signal. */
    private void end() {
        synchronized (started) {
            ended = true;
            started.forEach(Process::destroyForcibly);
        }
    }
}
