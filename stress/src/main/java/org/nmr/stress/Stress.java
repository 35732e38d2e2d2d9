// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Exchanger;
import org.nmr.registrar.core.Remains;

/**
 * The program: runs the load for some seconds, longer if a busy machine has not come far by then, prints seed and
 * counts, and ends with 1 if a promise was broken.
 *
 * <p>{@code java -cp <class path> org.nmr.stress.Stress <seconds> <seed>}; the seed decides what each thread does, not
 * which thread comes first.
 */
public final class Stress {
    private static final int UPDATERS = 4;
    private static final int CALLERS = 2;
    private static final int VIRTUAL_CALLERS = 2;
    private static final Duration HANG = Duration.ofSeconds(60);
    /** So many updates there are at least. */
    static final long ENOUGH = 11;

    private static final long LOOK_NANOS = 50_000_000;

    private final World world;
    private final List<Thread> threads = new ArrayList<>();

    private Stress(long seed) {
        this.world = new World(seed);
    }

    /**
     * Runs it.
     *
     * @param args seconds, and the seed
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws InterruptedException {
        Duration time = Duration.ofSeconds(Long.parseLong(args[0]));
        long seed = Long.parseLong(args[1]);
        Stress stress = new Stress(seed);
        boolean isClean = stress.run(time);
        System.out.println("seed=" + seed + " java=" + Runtime.version() + " seconds=" + time.toSeconds() + " guard="
                + System.getProperty("org.nmr.guard", "default") + " " + stress.world.results);
        System.exit(isClean ? 0 : 1);
    }

    private boolean run(Duration time) throws InterruptedException {
        start();
        boolean hangs = watch(time);
        world.end();
        hangs = hangs || !join();
        if (hangs) {
            world.results.broken("no progress for " + HANG.toSeconds() + " s\n" + Dump.ofAllThreads());
        } else {
            checkRemains();
        }
        return world.results.isClean();
    }

    private void start() {
        Exchanger<String> meeting = new Exchanger<>();
        for (int i = 0; i < UPDATERS; i++) {
            add(new Updater(world, i, meeting), "updater-" + i);
        }
        for (int i = 0; i < CALLERS; i++) {
            add(new Caller(world, /* isVirtual= */ false), "caller-" + i);
        }
        Disturber disturber = new Disturber(world, List.copyOf(threads));
        add(disturber, "disturber");
        threads.forEach(Thread::start);
        for (int i = 0; i < VIRTUAL_CALLERS; i++) {
            startVirtual(new Caller(world, /* isVirtual= */ true));
        }
    }

    private void add(Runnable task, String name) {
        threads.add(World.daemon(() -> world.guarded(task), name));
    }

    /** Starts it only on a JVM that has virtual threads. */
    private void startVirtual(Runnable task) {
        try {
            Runnable guarded = () -> world.guarded(task);
            threads.add((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, guarded));
        } catch (NoSuchMethodException e) {
            return; // before JDK 21
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Thread.startVirtualThread has failed", e);
        }
    }

    /** Returns whether updates have stopped coming; ends early after the first broken promise. */
    private boolean watch(Duration time) {
        long start = System.nanoTime();
        long lastUpdate = start;
        long updates = 0;
        while ((System.nanoTime() - start < time.toNanos() || updates < ENOUGH) && world.results.isClean()) {
            world.pause(LOOK_NANOS);
            long now = System.nanoTime();
            if (world.results.get(Count.UPDATES) != updates) {
                updates = world.results.get(Count.UPDATES);
                lastUpdate = now;
            } else if (now - lastUpdate > HANG.toNanos()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether all threads have ended. */
    private boolean join() throws InterruptedException {
        long deadline = System.nanoTime() + HANG.toNanos();
        for (Thread thread : threads) {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    private void checkRemains() {
        if (!world.registrar.unloadAll().await(HANG)) {
            world.results.broken("the registrar does not end\n" + Dump.ofAllThreads());
        }
        if (world.live().length != 0 || Remains.npis(world.registrar) != 0) {
            world.results.broken(
                    "left behind: " + world.live().length + " sides, " + Remains.npis(world.registrar) + " NPIs");
        }
    }
}
