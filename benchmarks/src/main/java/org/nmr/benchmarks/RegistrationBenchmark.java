// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.concurrent.TimeUnit;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
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
 * How long does one client's registration take, and its end, when nobody provides its NPI and when somebody does?
 *
 * <p>With a provider it attaches one binding, so the difference is the cost of that binding; {@link ChurnBenchmark} has
 * the cost of a binding without its own registration. Read the median, {@code p0.50}.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar RegistrationBenchmark                    # all, 5 minutes
 * java -jar benchmarks/target/benchmarks.jar RegistrationBenchmark -p unrelated=0 -f 1  # short, 1 minute
 * </pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RegistrationBenchmark.CLIENTS)
@Fork(
        value = 3,
        jvmArgs = {"-Xbatch", "-Xms1g", "-Xmx1g"})
@Warmup(iterations = 20, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RegistrationBenchmark {
    static final int CLIENTS = 10_000;

    /** Each client registers. */
    @Benchmark
    public void register(Deregistered world) {
        world.register();
    }

    /** Each client deregisters and waits for the end. */
    @Benchmark
    public void deregister(Registered world) {
        world.deregister();
    }

    /** The clients' module and what else is there. */
    @State(Scope.Benchmark)
    public abstract static class World {
        /** Whether somebody provides the clients' NPI. */
        @Param({"0", "1"})
        public int providers;

        /** The number of registrations for other NPIs. */
        @Param({"0", "100000"})
        public int unrelated;

        private final Registrar registrar = new Registrar(Environment.DEFAULT);
        private final LiveModule module =
                registrar.open(new Owner(1, "org.nmr.benchmarks", "1.0.0")).openModule("module");
        private final TrivialModules modules = new TrivialModules("org.nmr.registration");
        private final Registration[] clients = new Registration[CLIENTS];

        /** Registers everything but the clients. */
        @Setup
        public void registerOthers() {
            RegistrarStar.registerUnrelated(registrar, unrelated);
            for (int i = 0; i < providers; i++) {
                modules.register(Role.PROVIDER, module);
            }
        }

        void register() {
            for (int i = 0; i < CLIENTS; i++) {
                clients[i] = modules.register(Role.CLIENT, module);
            }
        }

        void deregister() {
            for (Registration client : clients) {
                client.deregister().await();
            }
        }

        void requireAttached() {
            long attached = modules.takeAttached();
            if (attached != (long) providers * CLIENTS) {
                throw new IllegalStateException("expected " + providers + " bindings for each of " + CLIENTS
                        + " clients, was " + attached + " in all");
            }
        }
    }

    /** Ready to register. */
    public static class Deregistered extends World {
        /** Checks what was measured and undoes it. */
        @TearDown(Level.Invocation)
        public void undo() {
            requireAttached();
            deregister();
        }
    }

    /** Ready to deregister. */
    public static class Registered extends World {
        /** Prepares what is measured and checks it. */
        @Setup(Level.Invocation)
        public void prepare() {
            register();
            requireAttached();
        }
    }
}
