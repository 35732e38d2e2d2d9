// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a node was told, in order; a test waits on it. */
final class Seen implements Consumer<Set<String>> {
    private static final long LONGEST_SECONDS = 30;

    /** Guarded by this. */
    private final List<Set<String>> history = new ArrayList<>();

    @Override
    public synchronized void accept(Set<String> addresses) {
        history.add(new TreeSet<>(addresses));
        notifyAll();
    }

    synchronized List<Set<String>> history() {
        return List.copyOf(history);
    }

    private synchronized Set<String> last() {
        return history.isEmpty() ? Set.of("nothing yet") : history.get(history.size() - 1);
    }

    /** Waits until these are the addresses told last. */
    void await(String... addresses) {
        await("addresses " + List.of(addresses), last -> last.equals(Set.of(addresses)));
    }

    synchronized void await(String what, Predicate<Set<String>> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.test(last())) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest <= 0) {
                fail("expected " + what + ", saw " + history);
            }
            try {
                wait(rest);
            } catch (InterruptedException timeout) {
                throw new AssertionError("interrupted, saw " + history, timeout);
            }
        }
    }
}
