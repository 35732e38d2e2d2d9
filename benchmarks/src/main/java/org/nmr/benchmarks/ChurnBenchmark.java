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
import org.openjdk.jmh.annotations.Level;
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
 * How long does it take to attach and to detach one binding, with callbacks that do nothing?
 *
 * <p>10,000 registrations are there; then their hubs register and all 10,000 bindings attach, or the hubs deregister
 * and all detach. A hub has {@code peers} bindings, so there are 10,000 / {@code peers} hubs, each with an NPI of its
 * own, and the time per binding includes its share of the hub's registration. The floor is {@link PlainStar}.
 *
 * <p>Read the median, {@code p0.50}: one sample is one pass over all 10,000 bindings, a few milliseconds or less, so on
 * a shared machine most samples run undisturbed. {@code -Xbatch} keeps a busy machine from compiling too late.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar ChurnBenchmark                                      # all, 14 minutes
 * java -jar benchmarks/target/benchmarks.jar ChurnBenchmark -p peers=10000 -p hub=PROVIDER -f 1  # short, 1 minute
 * </pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ChurnBenchmark.BINDINGS)
@Fork(
        value = 3,
        jvmArgs = {"-Xbatch", "-Xms1g", "-Xmx1g"})
@Warmup(iterations = 6, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ChurnBenchmark {
    static final int BINDINGS = 10_000;

    /** The registrar attaches. */
    @Benchmark
    public void attach(DetachedInRegistrar world) {
        world.stars.forEach(Star::attach);
    }

    /** The registrar detaches. */
    @Benchmark
    public void detach(AttachedInRegistrar world) {
        world.stars.forEach(Star::detach);
    }

    /** The floor attaches. */
    @Benchmark
    public void floorAttach(DetachedInLists world) {
        world.stars.forEach(Star::attach);
    }

    /** The floor detaches. */
    @Benchmark
    public void floorDetach(AttachedInLists world) {
        world.stars.forEach(Star::detach);
    }

    /** How the 10,000 bindings are spread. */
    @State(Scope.Benchmark)
    public abstract static class World {
        /** The role of the one that has many bindings. */
        @Param({"PROVIDER", "CLIENT"})
        public Role hub = Role.PROVIDER;

        /** The number of bindings of one hub. */
        @Param({"10", "100", "1000", "10000"})
        public int peers;

        final List<Star> stars = new ArrayList<>();
    }

    /** Some registrations that have nothing to do with it are there, too. */
    public abstract static class InRegistrar extends World {
        /** The number of registrations for other NPIs. */
        @Param({"0", "100000"})
        public int unrelated;

        /** Registers everything but the hubs. */
        @Setup
        public void registerPeers() {
            Registrar registrar = new Registrar(Environment.DEFAULT);
            RegistrarStar.registerUnrelated(registrar, unrelated);
            for (int i = 0; i < BINDINGS / peers; i++) {
                stars.add(new RegistrarStar(registrar, "org.nmr.star-" + i, hub, peers));
            }
        }
    }

    /** Ready to attach. */
    public static class DetachedInRegistrar extends InRegistrar {
        /** Checks what was measured and undoes it. */
        @TearDown(Level.Invocation)
        public void detachAll() {
            Star.requireAttached(stars, BINDINGS);
            stars.forEach(Star::detach);
        }
    }

    /** Ready to detach. */
    public static class AttachedInRegistrar extends InRegistrar {
        /** Prepares what is measured and checks it. */
        @Setup(Level.Invocation)
        public void attachAll() {
            Star.attachAll(stars, BINDINGS);
        }
    }

    /** The floor, without its hubs. */
    public abstract static class InLists extends World {
        /** Makes everything but the bindings. */
        @Setup
        public void makePeers() {
            for (int i = 0; i < BINDINGS / peers; i++) {
                stars.add(new PlainStar(hub, peers));
            }
        }
    }

    /** Ready to attach. */
    public static class DetachedInLists extends InLists {
        /** Checks what was measured and undoes it. */
        @TearDown(Level.Invocation)
        public void detachAll() {
            Star.requireAttached(stars, BINDINGS);
            stars.forEach(Star::detach);
        }
    }

    /** Ready to detach. */
    public static class AttachedInLists extends InLists {
        /** Prepares what is measured and checks it. */
        @Setup(Level.Invocation)
        public void attachAll() {
            Star.attachAll(stars, BINDINGS);
        }
    }
}
