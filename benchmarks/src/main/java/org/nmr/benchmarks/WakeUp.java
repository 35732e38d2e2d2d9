// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.nmr.Call;

/**
 * How long does it take from the return of the last counted call until the waiting {@code close()} has returned?
 *
 * <p>The floor is a thread that parks, and another one that unparks it. The two take turns. A program of its own,
 * because one thread begins what another one ends. Each round has a new thread and, for the registrar, a new binding.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.nmr.benchmarks.WakeUp        # 10 seconds
 * </pre>
 */
public final class WakeUp {
    private static final int WARM_UP = 10_000;
    private static final int ROUNDS = 2_000;

    /** So long a thread that has gone to sleep is left alone at least. */
    private static final long REST = TimeUnit.MICROSECONDS.toNanos(50);

    private WakeUp() {}

    /** Measures and prints; takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        List<Samples> samples = rounds(WARM_UP, List.of(Parking::new, LastCall::new));
        Samples floor = samples.get(0);
        Samples last = samples.get(1);
        System.out.println("us: median (10 % to 90 %)");
        System.out.println("unpark -> parked thread runs           " + floor);
        System.out.println("last call returns -> close() returns   " + last);
        System.out.printf("ratio of the medians                   %.2f%n", (double) last.median() / floor.median());
    }

    /** Measures the floor alone. */
    public static Samples parked(int warmUp) throws InterruptedException {
        return rounds(warmUp, List.of(Parking::new)).get(0);
    }

    /** Measures the registrar alone. */
    public static Samples lastCall(int warmUp) throws InterruptedException {
        return rounds(warmUp, List.of(LastCall::new)).get(0);
    }

    /** All kinds take turns. */
    private static List<Samples> rounds(int warmUp, List<Supplier<Sleeper>> kinds) throws InterruptedException {
        List<List<Long>> nanos =
                kinds.stream().<List<Long>>map(kind -> new ArrayList<>()).toList();
        for (int i = 0; i < warmUp + ROUNDS; i++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                long taken = round(kinds.get(kind));
                if (i >= warmUp) {
                    nanos.get(kind).add(taken);
                }
            }
        }
        return nanos.stream().map(Samples::new).toList();
    }

    /** Returns the nanoseconds from just before the alarm until the sleeper is up. */
    private static long round(Supplier<Sleeper> kind) throws InterruptedException {
        Sleeper sleeper = kind.get();
        Thread thread = new Thread(sleeper, "sleeper");
        thread.start();
        while (!isAsleep(thread)) {
            LockSupport.parkNanos(REST);
        }
        LockSupport.parkNanos(REST);
        long before = System.nanoTime();
        sleeper.wake(thread);
        thread.join();
        return sleeper.awake - before;
    }

    private static boolean isAsleep(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Sleeps on a thread of its own. */
    private abstract static class Sleeper implements Runnable {
        /** When it woke up; read after the thread's end. */
        private long awake;

        @Override
        public void run() {
            sleep();
            awake = System.nanoTime();
        }

        abstract void sleep();

        abstract void wake(Thread sleeping);
    }

    /** The floor. */
    private static final class Parking extends Sleeper {
        private volatile boolean isOver;

        @Override
        void sleep() {
            while (!isOver) {
                LockSupport.park(this);
            }
        }

        @Override
        void wake(Thread sleeping) {
            isOver = true;
            LockSupport.unpark(sleeping);
        }
    }

    /** A provider that waits for its client's call. */
    private static final class LastCall extends Sleeper {
        private final BoundClient client = BoundClient.of(number -> number);
        private final Call<Adder> call = client.binding().enter();

        @Override
        void sleep() {
            client.provider().close();
        }

        @Override
        void wake(Thread sleeping) {
            call.close();
        }
    }
}
