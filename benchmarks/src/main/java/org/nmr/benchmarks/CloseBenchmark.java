// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.concurrent.TimeUnit;
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
 * How long does it take to close the guards of a module in which nobody is inside?
 *
 * <p>All guards share one barrier; guards that nobody ever entered need none. Read the median, {@code p0.50}.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar CloseBenchmark        # all, 1 minute
 * </pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CloseBenchmark {
    /** The number of guards, one for each side and binding. */
    @Param({"1", "1000"})
    public int guards;

    /** Whether this thread has called through each of them before. */
    @Param({"false", "true"})
    public boolean used;

    private final Adder target = number -> number;
    private BenchmarkGuard[] all = {};

    /** Opens them. */
    @Setup(Level.Invocation)
    public void open() {
        all = new BenchmarkGuard[guards];
        for (int i = 0; i < guards; i++) {
            all[i] = BenchmarkGuard.opened(target);
            if (used) {
                all[i].enter().close();
            }
        }
    }

    /** Shuts all, runs the barrier if one wants it, and drains all. */
    @Benchmark
    public void close() {
        BenchmarkGuard.close(all);
    }

    /** Checks what was measured. */
    @TearDown(Level.Invocation)
    public void requireDrained() {
        for (BenchmarkGuard guard : all) {
            if (!guard.isDrained()) {
                throw new IllegalStateException("expected each guard to be drained, but one was not");
            }
        }
    }
}
