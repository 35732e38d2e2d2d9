// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.OngoingEnd;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.report.Report;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a look at very many ends in progress take: the one of each second, and the one behind {@code nmr:why}?
 *
 * <p>All clients answer PENDING and never complete. Nobody waits and nobody is inside, so what is measured is the walk.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar LookBenchmark        # all, 2 minutes
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LookBenchmark {
    private static final BindingContext PENDING = new BindingContext() {
        @Override
        public DetachStatus detach() {
            return DetachStatus.PENDING;
        }
    };

    /** What is in progress. */
    public enum Shape {
        /** One registration ends, and 100,000 bindings hold it up. */
        STAR {
            @Override
            void build(LiveModule clients, LiveModule providers) {
                Npi<Void, Adder> npi = Npi.of("bench", Adder.class);
                IntStream.range(0, 100_000).forEach(i -> client(clients, npi));
                var unused = provider(providers, npi).deregister();
            }
        },
        /** 50,000 clients and 50,000 providers end, each for itself. */
        PAIRS {
            @Override
            void build(LiveModule clients, LiveModule providers) {
                List<Registration> all = new ArrayList<>();
                IntStream.range(0, 50_000).forEach(i -> {
                    Npi<Void, Adder> npi = Npi.of("bench." + i, Adder.class);
                    all.add(client(clients, npi));
                    all.add(provider(providers, npi));
                });
                for (Registration each : all) {
                    var unused = each.deregister();
                }
            }
        };

        abstract void build(LiveModule clients, LiveModule providers);

        private static Registration client(LiveModule module, Npi<Void, Adder> npi) {
            return module.registerClient(ClientCharacteristics.of(npi, proposal -> {
                var unused = proposal.attach(PENDING);
            }));
        }

        private static Registration provider(LiveModule module, Npi<Void, Adder> npi) {
            Adder adder = number -> number;
            return module.registerProvider(
                    ProviderCharacteristics.of(npi, proposal -> Answer.accept(BindingContext.NONE, adder)));
        }
    }

    /** What is looked at. */
    @Param({"STAR", "PAIRS"})
    public Shape shape = Shape.STAR;

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final Diagnostics diagnostics = new Diagnostics(registrar);

    /** Lets everything begin to end. */
    @Setup
    public void build() {
        shape.build(module(1, "clients"), module(2, "providers"));
    }

    private LiveModule module(long id, String name) {
        return registrar.open(new Owner(id, name, "1.0.0")).openModule(name);
    }

    /** The look of each second: what is in progress, how old, and whether somebody waits. */
    @Benchmark
    public long eachSecond() {
        long awaited = 0;
        for (OngoingEnd end : diagnostics.ongoing()) {
            awaited += end.isAwaited() ? 1 : end.ageMillis();
        }
        return awaited;
    }

    /** What {@code nmr:why} asks for, and the text of the first ends. */
    @Benchmark
    public int why() {
        List<UnloadDTO> unloads = diagnostics.getUnloads();
        return unloads.stream()
                .limit(100)
                .mapToInt(unload -> Report.of(unload).length())
                .sum();
    }

    /** What {@code nmr:list} asks for. */
    @Benchmark
    public int list() {
        return diagnostics.getRegistrar().registrations.size();
    }
}
