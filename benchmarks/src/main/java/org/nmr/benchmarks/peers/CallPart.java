// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What does a call cost? Measured by JMH, which forks once more for figures to quote. */
final class CallPart implements Part<CallPath> {
    private static final List<Integer> THREADS = List.of(1, 2);
    private static final int ITERATIONS = 3;

    @Override
    public String id() {
        return "call";
    }

    @Override
    public String title() {
        return "Call";
    }

    @Override
    public List<CallPath> contenders() {
        return List.of(CallPath.values());
    }

    @Override
    public List<Block> blocks(Effort effort) {
        List<Block.Column> columns = THREADS.stream()
                .map(threads -> new Block.Column(threads.toString(), threads == 1 ? "1 thread" : threads + " threads"))
                .toList();
        return List.of(new Block("one binding, ns per call and thread; the callee is not inlined", columns));
    }

    @Override
    public Map<String, Double> measure(CallPath path, Effort effort) throws RunnerException {
        Map<String, Double> figures = new HashMap<>();
        for (int threads : THREADS) {
            RunResult result = new Runner(options(path, threads, effort)).runSingle();
            figures.put(String.valueOf(threads), result.getPrimaryResult().getScore());
        }
        return figures;
    }

    private static Options options(CallPath path, int threads, Effort effort) {
        return new OptionsBuilder()
                .include("^" + PeerCallBenchmark.class.getName().replace(".", "\\.") + "\\.call$")
                .param("path", path.name())
                .threads(threads)
                .forks(effort == Effort.QUICK ? 0 : 1)
                .warmupIterations(ITERATIONS)
                .warmupTime(each(effort.nanos()))
                .measurementIterations(ITERATIONS)
                .measurementTime(each(effort.nanos()))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private static TimeValue each(long nanos) {
        return TimeValue.milliseconds(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) / 2));
    }
}
