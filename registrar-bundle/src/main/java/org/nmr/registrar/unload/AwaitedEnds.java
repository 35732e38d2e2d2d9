// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which threads wait for which ends, found out once for a look at many ends. */
public final class AwaitedEnds {
    private final IdentityHashMap<End, List<Thread>> byPart = new IdentityHashMap<>();

    /** Makes a look at what waits now. */
    public AwaitedEnds(Map<Thread, Unload> waiting) {
        waiting.forEach((thread, unload) -> unload.parts()
                .forEach(part ->
                        byPart.computeIfAbsent(part, key -> new ArrayList<>(1)).add(thread)));
    }

    /** Whether a thread waits for one of these at least. */
    public boolean isAwaited(List<End> parts) {
        return parts.stream().anyMatch(byPart::containsKey);
    }

    /** The threads that wait for one of these at least. */
    public Collection<Thread> of(List<End> parts) {
        Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        parts.forEach(part -> threads.addAll(byPart.getOrDefault(part, List.of())));
        return threads;
    }
}
