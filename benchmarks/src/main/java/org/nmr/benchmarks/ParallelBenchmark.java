// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Do two NPIs in one registrar get in each other's way?
 *
 * <p>Each thread attaches and detaches the bindings of an NPI of its own, again and again. The results are the number
 * of bindings that all threads together attach and detach, and the time that one thread takes for one binding, of
 * which the median {@code p0.50} counts: if the NPIs share nothing, it is the same for one thread and for two. The
 * floor shares nothing between its threads, so its ratio of two threads to one is what the machine can give.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar ParallelBenchmark                     # all, 8 minutes
 * java -jar benchmarks/target/benchmarks.jar ParallelBenchmark -p peers=1000 -f 1  # short, 1 minute
 * </pre>
 */
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ParallelBenchmark.BINDINGS)
@Fork(
        value = 5,
        jvmArgs = {"-Xbatch", "-Xms1g", "-Xmx1g"})
@Warmup(iterations = 6, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ParallelBenchmark {
    static final int BINDINGS = 1_000;

    /** The registrar, one thread. */
    @Benchmark
    @Threads(1)
    public void oneThread(OwnNpi own) {
        own.world.churn();
    }

    /** The registrar, two threads. */
    @Benchmark
    @Threads(2)
    public void twoThreads(OwnNpi own) {
        own.world.churn();
    }

    /** The floor, one thread. */
    @Benchmark
    @Threads(1)
    public void floorOneThread(OwnLists own) {
        own.world.churn();
    }

    /** The floor, two threads. */
    @Benchmark
    @Threads(2)
    public void floorTwoThreads(OwnLists own) {
        own.world.churn();
    }

    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Shared {
        final Registrar registrar = new Registrar(Environment.DEFAULT);

        /** The number of bindings of one hub. */
        @Param({"10", "1000"})
        public int peers;
    }

    /** One thread's part of the registrar. */
    @State(Scope.Thread)
    public static class OwnNpi {
        final World world = new World();

        /** Registers everything but the hubs. */
        @Setup
        public void registerPeers(Shared shared, ThreadParams thread) {
            for (int i = 0; i < BINDINGS / shared.peers; i++) {
                String npiId = "org.nmr.thread-" + thread.getThreadIndex() + ".star-" + i;
                world.stars.add(new RegistrarStar(shared.registrar, npiId, Role.PROVIDER, shared.peers));
            }
        }
    }

    /** One thread's lists. */
    @State(Scope.Thread)
    public static class OwnLists {
        final World world = new World();

        /** Makes everything but the bindings. */
        @Setup
        public void makePeers(Shared shared) {
            for (int i = 0; i < BINDINGS / shared.peers; i++) {
                world.stars.add(new PlainStar(Role.PROVIDER, shared.peers));
            }
        }
    }

    /** Stars of one thread. */
    static final class World {
        final List<Star> stars = new ArrayList<>();

        void churn() {
            Star.attachAll(stars, BINDINGS);
            stars.forEach(Star::detach);
        }
    }
}
