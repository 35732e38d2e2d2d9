// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The class loaders of all revisions of all modules, held weakly; those that are gone are forgotten at each look. */
final class Loaders {
    private static final int TRIES = 40;
    private static final long PAUSE_MILLIS = 50;

    /** Never opened: what keeps a loader may be a thread that is about to end its last task. */
    private final CountDownLatch pause = new CountDownLatch(1);

    /** Whose they are, for people. Guarded by this. */
    private final Map<WeakReference<ClassLoader>, String> known = new HashMap<>();

    /** The last one of each slot, because most starts are of a known one. Guarded by this. */
    private final Map<Integer, WeakReference<ClassLoader>> last = new HashMap<>();

    synchronized void add(int slot, String name, ClassLoader loader) {
        WeakReference<ClassLoader> present = last.get(slot);
        if (present == null || !present.refersTo(loader)) {
            WeakReference<ClassLoader> added = new WeakReference<>(loader);
            last.put(slot, added);
            known.put(added, name);
        }
    }

    /** Collects garbage until all but the present ones are gone, or for some seconds; returns whose are left. */
    synchronized List<String> leaked(Set<ClassLoader> present) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            known.keySet().removeIf(each -> each.refersTo(null));
            if (old(present).isEmpty()) {
                return List.of();
            }
            pause.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return old(present);
    }

    /** A leak is reported once. */
    synchronized void forget(Set<ClassLoader> present) {
        known.keySet().removeIf(each -> !isOneOf(each, present));
    }

    private List<String> old(Set<ClassLoader> present) {
        return known.entrySet().stream()
                .filter(each -> !isOneOf(each.getKey(), present))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isOneOf(WeakReference<ClassLoader> reference, Set<ClassLoader> present) {
        ClassLoader loader = reference.get();
        return loader != null && present.contains(loader);
    }

    static Set<ClassLoader> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
