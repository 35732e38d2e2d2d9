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

/**
 * The class loaders of all revisions of all modules, held weakly; those that are gone are forgotten at each look.
 *
 * <p>An old loader that is left at one look is only a suspect: a thread's stack, the framework's last event or the
 * JVM's compiler may hold it for a moment, which is long on a busy machine. A suspect that is still left at a later
 * look is a leak, if every thread has moved on between the two.
 */
final class Loaders {
    private static final int TRIES = 40;
    private static final long PAUSE_MILLIS = 50;

    private final int tries;

    /** Never opened: what keeps a loader may be a thread that is about to end its last task. */
    private final CountDownLatch pause = new CountDownLatch(1);

    /** Whose they are, for people. Guarded by this. */
    private final Map<WeakReference<ClassLoader>, String> known = new HashMap<>();

    /** The last one of each slot, because most starts are of a known one. Guarded by this. */
    private final Map<Integer, WeakReference<ClassLoader>> last = new HashMap<>();

    /** The old ones that were left, and at which look for the first time. Guarded by this. */
    private final Map<WeakReference<ClassLoader>, Integer> suspects = new HashMap<>();

    Loaders() {
        this(TRIES);
    }

    Loaders(int tries) {
        this.tries = tries;
    }

    synchronized void add(int slot, String name, ClassLoader loader) {
        WeakReference<ClassLoader> present = last.get(slot);
        if (present == null || !present.refersTo(loader)) {
            WeakReference<ClassLoader> added = new WeakReference<>(loader);
            last.put(slot, added);
            known.put(added, name);
        }
    }

    /**
     * Collects garbage until all but the present ones are gone, or for some seconds.
     *
     * @param present the loaders of the revisions that are installed
     * @param look the number of this look, higher at each
     * @param movedSince the last look after which every thread has taken a step
     * @return whose loaders have leaked; each once
     */
    synchronized List<String> leaked(Set<ClassLoader> present, int look, int movedSince) throws InterruptedException {
        collect(present);
        List<WeakReference<ClassLoader>> left = old(present);
        suspects.keySet().retainAll(left);
        left.forEach(each -> suspects.putIfAbsent(each, look));
        List<WeakReference<ClassLoader>> leaked = left.stream()
                .filter(each -> suspects.getOrDefault(each, look) <= Math.min(look - 1, movedSince))
                .toList();
        suspects.keySet().removeAll(leaked);
        return leaked.stream().map(known::remove).toList();
    }

    private void collect(Set<ClassLoader> present) throws InterruptedException {
        for (int i = 0; i < tries; i++) {
            System.gc();
            known.keySet().removeIf(each -> each.refersTo(null));
            if (old(present).isEmpty()) {
                return;
            }
            pause.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private List<WeakReference<ClassLoader>> old(Set<ClassLoader> present) {
        return known.keySet().stream().filter(each -> !isOneOf(each, present)).toList();
    }

    private static boolean isOneOf(WeakReference<ClassLoader> reference, Set<ClassLoader> present) {
        ClassLoader loader = reference.get();
        return loader != null && present.contains(loader);
    }

    static Set<ClassLoader> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
