// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.registrar.view.ViewFactory;
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
 * <p>The callee is not inlined. Verdict: {@link #byHand} costs less than all others that count; with one thread the
 * atomic word comes close. Of the losers, {@link #adders} is not even right by the Java memory model. The figures are
 * in decision record 11.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar CallBenchmark -t 1        # and again with -t 2 java -jar
 * benchmarks/target/benchmarks.jar CallBenchmark -f 2 -i 3   # short java -jar benchmarks/target/benchmarks.jar
 * 'CallBenchmark.(direct|byHand|monitorSlots|listed)$' -jvmArgsAppend -Djmh.executor=VIRTUAL
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(5)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class CallBenchmark {
    private final Adder target = new FarAdder();
    private final BenchmarkGuard guard = BenchmarkGuard.opened(target);
    private final Adder view = new ViewFactory().of(Adder.class).apply(guard);
    private final Binding<Adder> binding = BoundClient.of(target).binding();
    private final Adder bindingView = binding.dispatch();
    private final AtomicLong word = new AtomicLong();
    private final LongAdder entered = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final Lock readLock = new ReentrantReadWriteLock().readLock();
    private final Lock stampedLock = new StampedLock().asReadLock();
    private final MonitorSlots monitors = new MonitorSlots();
    private volatile boolean isClosed;

    /** The floor: nobody counts. */
    @Benchmark
    public int direct() {
        return target.add(1);
    }

    /** The guard, which {@code binding.enter()} uses. */
    @Benchmark
    public int byHand() {
        try (Call<Adder> call = guard.enter()) {
            return call.dispatch().add(1);
        }
    }

    /** The guard's generated view. */
    @Benchmark
    public int view() {
        return view.add(1);
    }

    /** By hand through the registrar's binding. */
    @Benchmark
    public int bindingByHand() {
        try (Call<Adder> call = binding.enter()) {
            return call.dispatch().add(1);
        }
    }

    /** The binding's view, kept. */
    @Benchmark
    public int bindingView() {
        return bindingView.add(1);
    }

    /** The binding's view, asked for with each call. */
    @Benchmark
    public int bindingDispatch() {
        return binding.dispatch().add(1);
    }

    /** {@link #byHand} where the JVM's safepoints cannot be used. */
    @Benchmark
    @Fork(value = 5, jvmArgsAppend = "-Dorg.nmr.guard=fenced")
    public int byHandFenced() {
        return byHand();
    }

    /** The guard's list, for virtual threads and for calls that outlive their method. */
    @Benchmark
    public int listed() {
        try (Call<Adder> call = guard.enterDetached("add")) {
            return call.dispatch().add(1);
        }
    }

    /** Lost: a monitor for each stripe of threads. To be compared with {@link #byHand} on virtual threads. */
    @Benchmark
    public int monitorSlots() {
        MonitorSlots.Stripe stripe = monitors.enter();
        try {
            return target.add(1);
        } finally {
            stripe.leave();
        }
    }

    /** Lost: one word with count and closed bit. */
    @Benchmark
    public int atomicWord() {
        requireOpen(word.getAndAdd(2) & 1);
        try {
            return target.add(1);
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
            return target.add(1);
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
            return target.add(1);
        } finally {
            lock.unlock();
        }
    }

    private static void requireOpen(long closed) {
        if (closed != 0) {
            throw new IllegalStateException("expected to be open, but was closed");
        }
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
