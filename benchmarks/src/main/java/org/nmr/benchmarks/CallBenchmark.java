package org.nmr.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.nmr.Call;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does counting add to a call?
 *
 * <p>The callee is not inlined. Verdict so far: with two threads {@link #byHand} has the best median of those that count; with one,
 * the atomic word was as fast on a loaded machine. Of the losers, {@link #adders} is not even right by the Java memory model.
 * The figures are in decision record 11.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar CallBenchmark -t 1        # and again with -t 2
 * java -jar benchmarks/target/benchmarks.jar CallBenchmark -f 2 -i 3   # short
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(5)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class CallBenchmark {
    private final Peer peer = new Peer();
    private final BenchmarkGuard guard = BenchmarkGuard.opened(peer);
    private final AtomicLong word = new AtomicLong();
    private final LongAdder entered = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final Lock readLock = new ReentrantReadWriteLock().readLock();
    private final Lock stampedLock = new StampedLock().asReadLock();
    private volatile boolean isClosed;

    /** The floor: nobody counts. */
    @Benchmark
    public int direct() {
        return peer.call(1);
    }

    /** The guard, as {@code binding.enter()} uses it. */
    @Benchmark
    public int byHand() {
        try (Call<Peer> call = guard.enter()) {
            return call.dispatch().call(1);
        }
    }

    /** The same where the JVM's safepoints cannot be used. */
    @Benchmark
    @Fork(value = 5, jvmArgsAppend = "-Dorg.nmr.guard=fenced")
    public int byHandFenced() {
        return byHand();
    }

    /** The guard's list, for virtual threads and for calls that outlive their method. */
    @Benchmark
    public int listed() {
        try (Call<Peer> call = guard.enterDetached("call")) {
            return call.dispatch().call(1);
        }
    }

    /** Lost: one word with count and closed bit. */
    @Benchmark
    public int atomicWord() {
        requireOpen(word.getAndAdd(2) & 1);
        try {
            return peer.call(1);
        } finally {
            word.getAndAdd(-2);
        }
    }

    /** Lost: striped counters. */
    @Benchmark
    public int adders() {
        entered.increment();
        requireOpen(isClosed ? 1 : 0);
        try {
            return peer.call(1);
        } finally {
            left.increment();
        }
    }

    /** Lost: a lock that callers share. */
    @Benchmark
    public int readLock() {
        return locked(readLock);
    }

    /** Lost: the cheaper one. */
    @Benchmark
    public int stampedLock() {
        return locked(stampedLock);
    }

    private int locked(Lock lock) {
        lock.lock();
        try {
            return peer.call(1);
        } finally {
            lock.unlock();
        }
    }

    private static void requireOpen(long closed) {
        if (closed != 0) {
            throw new IllegalStateException("expected to be open, but was closed");
        }
    }

    /** What is called. */
    static final class Peer {
        private final int number = 41;

        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        int call(int more) {
            return number + more;
        }
    }
}
