// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A check whether the objects of an unloaded module can be collected: its class loader, dispatch and binding contexts.
 *
 * <p>Make the watched objects in a separate method, so that no local variable of the test keeps them in memory.
 */
public final class LeakCheck {
    private final int rounds;
    private final long millis;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();

    private static final class Watched extends WeakReference<Object> {
        private final String name;

        Watched(String name, Object object, ReferenceQueue<Object> queue) {
            super(object, queue);
            this.name = name;
        }
    }

    /** Makes a check that watches nothing yet. */
    public LeakCheck() {
        this(50, 100);
    }

    LeakCheck(int rounds, long millis) {
        this.rounds = rounds;
        this.millis = millis;
    }

    /**
     * Watches an object.
     *
     * @param <T> the type of the object
     * @param name its name in the failure
     * @param object the object; the check does not keep it in memory
     * @return the object
     */
    public <T> T watch(String name, T object) {
        watched.add(new Watched(name, object, cleared));
        return object;
    }

    /**
     * Collects garbage until all watched objects are gone.
     *
     * @throws AssertionError if an object stays, or if no object is watched; the message names the objects that stay
     */
    public void assertCollected() {
        if (watched.isEmpty()) {
            throw new AssertionError("expected at least 1 watched object, saw none; call watch() before");
        }
        int open = watched.size();
        for (int round = 0; round < rounds && open > 0; round++) {
            System.gc();
            open -= removeCleared();
        }
        if (open > 0) {
            new Counted("watched object", "to be in memory after the unload of the module")
                    .assertSeen(0, left(), "Something still refers to it. A heap dump shows what.");
        }
        watched.clear();
    }

    private int removeCleared() {
        int count = 0;
        try {
            while (cleared.remove(millis) != null) {
                count++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the garbage collector", e);
        }
        return count;
    }

    private List<String> left() {
        return watched.stream()
                .filter(reference -> !reference.refersTo(null))
                .map(reference -> reference.name)
                .toList();
    }
}
