// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.Registrar;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long do 10,000 clients take that want the best of 1,000 providers: to register, to get the next best when the
 * best is closed, and to be passed over when providers come and each client has one?
 *
 * <p>One sample is all clients. The best provider comes last, which is the dearest order for who sorts while they come.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar ChoiceBenchmark                            # all, 3 minutes
 * java -jar benchmarks/target/benchmarks.jar ChoiceBenchmark -p providers=1000 -f 1     # short, 40 seconds
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class ChoiceBenchmark {
    private static final int CLIENTS = 10_000;
    private static final Npi<Void, Runnable> NPI = Npi.of("org.nmr.choice", Runnable.class);

    /** The clients register; each is asked about the best. */
    @Benchmark
    public void clientsRegister(WithProviders world) {
        world.registerClients();
    }

    /** The best provider is closed; each client is asked about the next. */
    @Benchmark
    public void bestProviderCloses(WithBoth world) {
        world.closeBest();
    }

    /** The providers register; the clients got one before. */
    @Benchmark
    public void providersRegister(WithClients world) {
        world.registerProviders();
    }

    /** A registrar of its own for each sample. */
    @State(Scope.Benchmark)
    public abstract static class World {
        /** The number of providers. */
        @Param({"100", "1000"})
        public int providers;

        private final List<ProviderRegistration> registered = new ArrayList<>();
        private LiveModule module = newModule();
        private long attached;

        private static LiveModule newModule() {
            return new Registrar(Environment.DEFAULT)
                    .open(new Owner(1, "org.nmr.benchmarks", "1.0.0"))
                    .openModule("module");
        }

        void open() {
            module = newModule();
            registered.clear();
            attached = 0;
        }

        void registerProviders() {
            for (int i = 0; i < providers; i++) {
                registerProvider(i);
            }
        }

        void registerProvider(int ranking) {
            RegistrationInstance instance =
                    RegistrationInstance.of(NPI).withCharacteristic(ProviderCharacteristics.RANKING, ranking);
            registered.add(module.registerProvider(new ProviderCharacteristics<>(
                    NPI, instance, proposal -> Answer.accept(BindingContext.NONE, () -> {}))));
        }

        void registerClients() {
            for (int i = 0; i < CLIENTS; i++) {
                module.registerClient(new ClientCharacteristics<>(
                        NPI,
                        RegistrationInstance.of(NPI),
                        proposal -> {
                            if (proposal.attach(BindingContext.NONE).attached()) {
                                attached++;
                            }
                        },
                        Selection.best()));
            }
        }

        void closeBest() {
            registered.get(registered.size() - 1).close();
        }

        void requireAttached(long expected) {
            if (attached != expected) {
                throw new IllegalStateException("expected " + expected + " bindings, was " + attached);
            }
        }

        void unload() {
            module.close();
        }
    }

    /** The providers are there. */
    public static class WithProviders extends World {
        /** Prepares what is measured. */
        @Setup(Level.Invocation)
        public void prepare() {
            open();
            registerProviders();
        }

        /** Checks what was measured and undoes it. */
        @TearDown(Level.Invocation)
        public void undo() {
            requireAttached(CLIENTS);
            unload();
        }
    }

    /** Both are there. */
    public static class WithBoth extends World {
        /** Prepares what is measured. */
        @Setup(Level.Invocation)
        public void prepare() {
            open();
            registerProviders();
            registerClients();
        }

        /** Checks what was measured and undoes it. */
        @TearDown(Level.Invocation)
        public void undo() {
            requireAttached(2L * CLIENTS);
            unload();
        }
    }

    /** The clients are there and have a provider. */
    public static class WithClients extends World {
        /** Prepares what is measured. */
        @Setup(Level.Invocation)
        public void prepare() {
            open();
            registerProvider(-1);
            registerClients();
        }

        /** Checks what was measured and undoes it. */
        @TearDown(Level.Invocation)
        public void undo() {
            requireAttached(CLIENTS);
            unload();
        }
    }
}
