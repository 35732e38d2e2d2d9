// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.peers.work.Caller;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.osgi.framework.BundleException;

/**
 * What does a call cost through this project, and through what people use today?
 *
 * <p>{@code nmr bench call} runs it. By itself:
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar PeerCallBenchmark -t 1        # and again with -t 2
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class PeerCallBenchmark {
    /** How it is called. */
    @Param
    public CallPath path = CallPath.DIRECT;

    private Kind.Opened opened = new Kind.Opened(new PlainPeer(), () -> {});
    private Caller caller = number -> number;

    /** Binds a client and checks it. */
    @Setup
    public void bind() throws IOException, BundleException {
        opened = path.kind().open();
        caller = opened.peer().caller(new FarAdder(), path.way());
        if (caller.call(1) != 42) {
            throw new IllegalStateException(path + ": expected 42, was " + caller.call(1));
        }
    }

    /** Ends the framework, whose threads JMH would wait for. */
    @TearDown
    public void close() throws Exception {
        opened.close();
    }

    /** One call. */
    @Benchmark
    public int call() {
        return caller.call(1);
    }

    /** Called for real. Nested here, because JMH looks for the annotation in benchmark classes and what they nest. */
    static final class FarAdder implements Adder {
        private final int more = 41;

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        public int add(int number) {
            return number + more;
        }
    }
}
