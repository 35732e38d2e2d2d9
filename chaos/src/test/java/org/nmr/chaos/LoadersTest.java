// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadersTest {
    private final Loaders loaders = new Loaders(3);
    private final Set<ClassLoader> present = Loaders.identitySet();

    /** What holds old loaders, such as a thread between two tasks. */
    private final List<ClassLoader> held = new ArrayList<>();

    private ClassLoader add(String name) {
        ClassLoader loader = new URLClassLoader(name, new URL[0], null);
        loaders.add(0, name, loader);
        return loader;
    }

    @Test
    void leaked_oldLoaderIsHeldAtOneLook_isOnlySuspected() throws Exception {
        held.add(add("held"));
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present, 1, 1));
    }

    @Test
    void leaked_suspectIsGoneAtTheNextLook_isEmpty() throws Exception {
        held.add(add("held"));
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present, 1, 1));
        held.clear();
        assertEquals(List.of(), loaders.leaked(present, 2, 1));
        assertEquals(List.of(), loaders.leaked(present, 3, 2));
    }

    @Test
    void leaked_suspectIsLeftAtTheNextLook_isFoundOnce() throws Exception {
        held.add(add("held"));
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present, 1, 1));
        assertEquals(List.of("held"), loaders.leaked(present, 2, 1));
        assertEquals(List.of(), loaders.leaked(present, 3, 2));
    }

    @Test
    void leaked_aThreadHasNotMovedOn_waitsForIt() throws Exception {
        held.add(add("held"));
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present, 1, 0));
        assertEquals(List.of(), loaders.leaked(present, 2, 0));
        assertEquals(List.of("held"), loaders.leaked(present, 3, 2));
    }

    @Test
    void leaked_anotherLoaderTakesThePlaceOfASuspect_isOnlySuspected() throws Exception {
        held.add(add("first"));
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present, 1, 1));
        held.set(0, add("second"));
        loaders.add(0, "present", present.iterator().next());
        assertEquals(List.of(), loaders.leaked(present, 2, 1));
        assertEquals(List.of("second"), loaders.leaked(present, 3, 2));
    }

    @Test
    void leaked_noThreadHoldsTheOldOne_isEmpty() throws Exception {
        assertFalse(add("old").getName().isEmpty());
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present, 1, 1));
        assertEquals(List.of(), loaders.leaked(present, 2, 1));
    }

    @Test
    void isFlat_withinTheTolerance_isTrue() {
        assertTrue(Heap.isFlat(10_000_000, 14_900_000));
        assertFalse(Heap.isFlat(10_000_000, 15_100_000));
    }
}
