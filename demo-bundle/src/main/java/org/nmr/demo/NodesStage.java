// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The client of this node, the provider of the other one, and what is counted. Told by one thread. */
final class NodesStage implements AutoCloseable {
    /** So many answers show that traffic flows (again). */
    private static final long FLOWING = 200;

    private static final String NODE = "(nmr.demo=other)";

    private final BundleContext context;
    private final Stage stage;
    private OtherNode other;

    /** What the JVMs of the other node had counted that are gone. */
    private long lateCalls;

    private int losses;
    private long updates;

    /** Starts the other node; returns when its provider is started. */
    NodesStage(BundleContext context) throws Exception {
        this.context = context;
        stage = new Stage(context);
        other = start();
    }

    private OtherNode start() throws Exception {
        OtherNode started = new OtherNode(startProcess());
        try {
            started.await("started");
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    /** The launcher knows how. */
    private Process startProcess() throws Exception {
        try {
            @SuppressWarnings("rawtypes") // a class literal has no type arguments
            ServiceReference<Callable> found = context.getServiceReferences(Callable.class, NODE)
                    .iterator()
                    .next();
            return (Process) context.getService(found).call();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts another JVM in place of one that was killed. */
    void replaceOther() throws Exception {
        other.close();
        other = start();
    }

    OtherNode other() {
        return other;
    }

    void startClient() throws BundleException {
        stage.client().start();
    }

    /** Updates the provider of the other node; returns how long its {@code stop()} took there. */
    long update() throws TimeoutException, InterruptedException {
        updates++;
        return Long.parseLong(other.order("update"));
    }

    Tally client() {
        return stage.counted();
    }

    /** How many calls were refused. */
    long refused() {
        return stage.refused();
    }

    /** Of how many calls the outcome is unknown. */
    long unknown() {
        return stage.unknown();
    }

    ProviderCount provider() throws TimeoutException, InterruptedException {
        return ProviderCount.parse(other.order("count"));
    }

    /** Waits until the client is attached, and traffic flows both ways. */
    void awaitTraffic() throws TimeoutException {
        Conditions.await("a binding to the other node", () -> client().bindings() == 1);
        long expected = client().answers() + FLOWING;
        Conditions.await("more answers from the other node", () -> client().answers() >= expected);
    }

    /** Waits until the client is detached, because the other node is lost. */
    void awaitLoss() throws TimeoutException {
        losses++;
        Conditions.await("the end of the binding", () -> client().bindings() == 0);
    }

    /** Waits until the provider has cleaned up all bindings but so many. */
    void awaitProviderBindings(long expected) throws TimeoutException, InterruptedException {
        long start = System.nanoTime();
        while (provider().bindings() != expected) {
            Conditions.checkLimit(expected + " bindings of the provider", start);
        }
    }

    /** Keeps what the other node has counted; must come before it is killed. */
    void keepCounts() throws TimeoutException, InterruptedException {
        lateCalls += provider().lateCalls();
    }

    /** Unloads both modules, and ends the other node; returns its exit status. */
    int clear() throws BundleException, IOException, TimeoutException, InterruptedException {
        stage.client().stop();
        other.order("stop");
        keepCounts();
        return other.end();
    }

    NodesSummary summary() {
        return new NodesSummary(client(), refused(), unknown(), losses, updates, lateCalls);
    }

    @Override
    public void close() {
        other.close();
    }
}
