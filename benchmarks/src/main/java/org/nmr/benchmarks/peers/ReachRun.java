// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.ClassHistogram;
import org.nmr.benchmarks.Samples;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;
import org.nmr.benchmarks.peers.reach.ReachActivator;
import org.nmr.benchmarks.peers.work.Echo;
import org.nmr.benchmarks.peers.work.Node;

/** This JVM has the clients and listens, another one has the providers and dials. */
final class ReachRun implements AutoCloseable {
    private static final int ATTACHES = 50;
    private static final int CALLERS = 3;
    private static final long HOLD = 1_000;
    private static final double MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Effort effort;
    private final Host host;
    private final Node node;
    private final OtherNode other;

    ReachRun(ReachCase reach, Path certificates, Effort effort) throws Exception {
        this.effort = effort;
        String address = "127.0.0.1:" + freePort();
        Map<String, String> properties = reach.properties("a", certificates);
        properties.put("nmr.reach.listen", address);
        host = Host.felix(Host.REACH, properties);
        host.install(BundleFile.activator(ReachActivator.class)).start();
        node = host.service(Node.class);
        other = OtherNode.start(reach, certificates, address, effort);
    }

    /** How many bindings there are when there are many. */
    static int bindings(Effort effort) {
        return effort.largest().clients() * effort.largest().providers() / 10;
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = EchoSocket.listen()) {
            return server.getLocalPort();
        }
    }

    void measure(Map<String, Double> figures) throws Exception {
        other.tell("provide 1");
        try (Node.Attached client = node.attach()) {
            ReachCalls.measure(client.await(1), effort, figures);
        }
        figures.put("attach", attach());
        figures.put("drain", drain());
        many(figures);
        lose(figures);
    }

    private double attach() throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 2 * ATTACHES; i++) {
            long begin = System.nanoTime();
            try (Node.Attached client = node.attach()) {
                client.await(1);
                if (i >= ATTACHES) {
                    nanos.add(System.nanoTime() - begin);
                }
            }
        }
        return new Samples(nanos).median() / MILLI;
    }

    private double drain() throws Exception {
        try (Node.Attached client = node.attach()) {
            Echo echo = client.await(1).get(0);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Thread caller = new Thread(() -> echo.hold(HOLD), "caller " + i);
                callers.add(caller);
                caller.start();
            }
            while (echo.held() < CALLERS) {
                Thread.onSpinWait();
            }
            long nanos = other.tell("end");
            for (Thread caller : callers) {
                caller.join();
            }
            return nanos / MILLI - HOLD;
        }
    }

    private void many(Map<String, Double> figures) throws Exception {
        int count = bindings(effort);
        try (Node.Attached client = node.attach()) {
            long before = ClassHistogram.take().total();
            long begin = System.nanoTime();
            other.tell("provide " + count);
            client.await(count);
            figures.put("many", (System.nanoTime() - begin) / MILLI / 1_000);
            figures.put("bytes", (ClassHistogram.take().total() - before) / 1024.0 / count);
            other.tell("end");
            client.awaitNone();
        }
    }

    private void lose(Map<String, Double> figures) throws Exception {
        other.tell("provide 1");
        try (Node.Attached client = node.attach()) {
            client.await(1);
            long begin = System.nanoTime();
            other.signal("STOP");
            client.awaitNone();
            figures.put("stopped", (System.nanoTime() - begin) / MILLI);
            begin = System.nanoTime();
            other.signal("CONT");
            client.await(1);
            figures.put("again", (System.nanoTime() - begin) / MILLI);
            begin = System.nanoTime();
            other.kill();
            client.awaitNone();
            figures.put("killed", (System.nanoTime() - begin) / MILLI);
        }
    }

    @Override
    public void close() throws Exception {
        other.close();
        host.close();
    }
}
