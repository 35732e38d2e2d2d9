// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.EventKind;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.event.EventQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a diagnostic listener cost one attach and one detach, compared with none?
 *
 * <p>IDLE is what the surfaces for operators have published while no client, recording or handler wants events: the
 * timer of unloads alone. Read the median, as in {@link ChurnBenchmark}.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar ListenerBenchmark        # 30 seconds
 * </pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ListenerBenchmark.BINDINGS)
@State(Scope.Benchmark)
@Fork(
        value = 3,
        jvmArgs = {"-Xbatch", "-Xms1g", "-Xmx1g"})
@Warmup(iterations = 6, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ListenerBenchmark {
    static final int BINDINGS = 10_000;

    /** Who listens. */
    public enum Listening {
        /** No listener. */
        NONE,
        /** One that wants unloads and revocations only. */
        IDLE,
        /** One that wants everything. */
        ALL;

        private Set<EventKind> kinds() {
            return switch (this) {
                case NONE -> Set.of();
                case IDLE -> EnumSet.of(EventKind.UNLOADED, EventKind.REVOKED);
                case ALL -> EnumSet.allOf(EventKind.class);
            };
        }
    }

    /** The listener that is there. */
    @Param({"NONE", "IDLE", "ALL"})
    public Listening listening = Listening.NONE;

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final RegistrarStar star = new RegistrarStar(registrar, "org.nmr.star", Role.PROVIDER, BINDINGS);
    private @Nullable EventQueue queue;

    /** Written by the listener's thread alone. */
    private volatile long heard;

    /** Publishes the listener. */
    @Setup
    public void listen() {
        if (!listening.kinds().isEmpty()) {
            EventQueue wanted = registrar.events().subscribe("benchmark", listening.kinds());
            wanted.open();
            queue = wanted;
            Thread thread = new Thread(() -> wanted.serve(event -> heard = event.time, () -> true), "listener");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Ends the registrar. */
    @TearDown
    public void end() {
        if (queue != null) {
            queue.close();
        }
        registrar.unloadAll().await();
    }

    /** Attaches and detaches each of the bindings once. */
    @Benchmark
    public long attachAndDetach() {
        star.attach();
        Star.requireAttached(List.of(star), BINDINGS);
        star.detach();
        return heard;
    }
}
