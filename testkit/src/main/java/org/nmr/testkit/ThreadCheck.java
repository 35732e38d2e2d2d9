// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the threads that were started since this check was made and do not end. Those of a module keep its classes in
 * memory.
 *
 * <p>It sees the group of the thread that made it, and the groups inside. A thread is in the group of the thread that
 * created it, so threads that the JVM starts for itself are elsewhere.
 */
final class ThreadCheck {
    /** They stay for the whole JVM, or have a check of their own: the kit, the registrar, JUnit, Surefire, the JDK. */
    private static final List<String> OTHERS = List.of(
            Threads.NAME,
            "nmr-",
            "junit-",
            "surefire-",
            "CompletableFutureDelayScheduler",
            "HttpClient-",
            "DestroyJavaVM");

    private final ThreadGroup group =
            Objects.requireNonNull(Thread.currentThread().getThreadGroup(), "group");
    private final Set<Thread> before = threads();

    /** Waits until no thread is left that was started since; those whose names begin as ignored do not count. */
    void assertNoneLeft(Duration timeout, List<String> ignored) {
        Set<Thread> left = threads();
        left.removeAll(before);
        left.removeIf(thread -> thread instanceof ForkJoinWorkerThread
                || Stream.concat(OTHERS.stream(), ignored.stream()).anyMatch(thread.getName()::startsWith));
        long end = Waits.deadline(timeout);
        left.forEach(thread -> join(thread, end));
        List<String> alive =
                left.stream().filter(Thread::isAlive).map(Waits::describe).toList();
        new Counted("thread", "that the test has started to be left at its end")
                .assertSeen(
                        0,
                        alive,
                        "Waited " + timeout + ". End these threads before the test ends, for example in the stop() of"
                                + " the module. RegistrarExtension.ignoreThreads names those that may stay.");
    }

    private static void join(Thread thread, long end) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of " + thread, e);
        }
    }

    private Set<Thread> threads() {
        Thread[] found = new Thread[16];
        int count = group.enumerate(found);
        while (count == found.length) { // then there may be more
            found = new Thread[2 * count];
            count = group.enumerate(found);
        }
        return Arrays.stream(found, 0, count).collect(Collectors.toCollection(HashSet::new));
    }
}
