// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.Samples;
import org.nmr.benchmarks.peers.work.Echo;

/** Calls of one size, by one thread and by eight. */
final class ReachCalls {
    private static final int THREADS = 8;
    private static final List<Integer> SIZES = List.of(8, 1024);
    private static final int WARM_UP = 30_000;
    private static final int CALLS = 10_000;

    private ReachCalls() {}

    /** Each thread calls its own; they may all be the same. */
    static void measure(List<Echo> targets, Effort effort, Map<String, Double> figures)
            throws InterruptedException, ExecutionException {
        for (int size : SIZES) {
            byte[] data = new byte[size];
            figures.put("ping" + size, micros(targets.get(0), data, effort));
            figures.put("calls" + size, thousands(targets, data, effort));
        }
    }

    static void measureFloor(Effort effort, Map<String, Double> figures) throws Exception {
        try (ServerSocket server = EchoSocket.listen();
                OtherNode other =
                        OtherNode.start(ReachCase.TCP, Path.of(""), "127.0.0.1:" + server.getLocalPort(), effort)) {
            List<Echo> targets = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                other.tell("");
                targets.add(new EchoSocket(server.accept()));
            }
            measure(targets, effort, figures);
        }
    }

    private static double micros(Echo target, byte[] data, Effort effort) {
        effort.warmUp(WARM_UP, () -> target.echo(data));
        List<Long> nanos = new ArrayList<>();
        effort.repeat(CALLS, () -> {
            long begin = System.nanoTime();
            target.echo(data);
            nanos.add(System.nanoTime() - begin);
        });
        return new Samples(nanos).median() / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }

    private static double thousands(List<Echo> targets, byte[] data, Effort effort)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            together(threads, targets, data, effort); // warms up
            long begin = System.nanoTime();
            long calls = together(threads, targets, data, effort);
            return calls / ((System.nanoTime() - begin) / (double) TimeUnit.MILLISECONDS.toNanos(1));
        } finally {
            threads.shutdownNow();
        }
    }

    private static long together(ExecutorService threads, List<Echo> targets, byte[] data, Effort effort)
            throws InterruptedException, ExecutionException {
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Echo target = targets.get(i % targets.size());
            counts.add(threads.submit(() -> {
                long[] calls = {0};
                effort.repeat(CALLS, () -> {
                    target.echo(data);
                    calls[0]++;
                });
                return calls[0];
            }));
        }
        long calls = 0;
        for (Future<Long> count : counts) {
            calls += count.get();
        }
        return calls;
    }
}
