// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.nmr.Binding;
import org.nmr.Call;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What does a call cost if two threads share one kept view, in the worst of many JVMs?
 *
 * <p>A garbage collection between the iterations moves the objects, and each JVM gives the threads other ids. So what
 * depends on where things are shows as a second mode. {@link #main} prints the mean of each JVM and the worst one; it
 * takes the options of JMH.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.nmr.benchmarks.SharedViewBenchmark            # 3 minutes
 * java -cp benchmarks/target/benchmarks.jar org.nmr.benchmarks.SharedViewBenchmark -f 3 -i 3  # short
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Threads(2)
@Fork(10)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class SharedViewBenchmark {
    private final Adder target = new CallBenchmark.FarAdder();
    private final Binding<Adder> binding = BoundClient.of(target).binding();
    private final Adder view = binding.dispatch();

    /** Moves what it finds. */
    @TearDown(Level.Iteration)
    public void collect() {
        System.gc();
    }

    /** The floor. */
    @Benchmark
    public int direct() {
        return target.add(1);
    }

    /** Two threads through the binding. */
    @Benchmark
    public int byHand() {
        try (Call<Adder> call = binding.enter()) {
            return call.dispatch().add(1);
        }
    }

    /** Two threads through the view. */
    @Benchmark
    public int view() {
        return view.add(1);
    }

    /** To compare with. */
    @Benchmark
    @Threads(1)
    public int byHandAlone() {
        return byHand();
    }

    /** To compare with. */
    @Benchmark
    @Threads(1)
    public int viewAlone() {
        return view();
    }

    /** Prints one line for each benchmark; takes the options of JMH. */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .include(SharedViewBenchmark.class.getName() + "\\.")
                        .build())
                .run();
        results.forEach(SharedViewBenchmark::print);
    }

    private static void print(RunResult result) {
        String method = result.getParams().getBenchmark();
        System.out.printf("%-12s", method.substring(method.lastIndexOf('.') + 1));
        double worst = 0;
        for (BenchmarkResult jvm : result.getBenchmarkResults()) {
            double score = jvm.getPrimaryResult().getScore();
            System.out.printf(" %5.1f", score);
            worst = Math.max(worst, score);
        }
        System.out.printf("   worst %.1f ns%n", worst);
    }
}
