// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds out whether what a module leaves behind can be collected: its class loader, its dispatch, its binding contexts.
 *
 * <p>Make the watched objects in a method of their own, so that no local variable of the test keeps them.
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
     * @param name what it is, for the complaint
     * @return the object
     */
    public <T> T watch(String name, T object) {
        watched.add(new Watched(name, object, cleared));
        return object;
    }

    /**
     * Collects garbage until everything that is watched is gone.
     *
     * @throws AssertionError if something stays, or nothing is watched; names what stays
     */
    public void assertCollected() {
        if (watched.isEmpty()) {
            throw new AssertionError("expected watched objects, but watch() was not called");
        }
        int open = watched.size();
        for (int round = 0; round < rounds && open > 0; round++) {
            System.gc();
            open -= removeCleared();
        }
        if (open > 0) {
            throw new AssertionError("expected everything of the module to be collectable after its unload,"
                    + " but still in memory: " + left() + "; somebody keeps a reference, a heap dump shows who");
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
