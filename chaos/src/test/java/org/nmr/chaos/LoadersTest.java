// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadersTest {
    private final Loaders loaders = new Loaders();
    private final Set<ClassLoader> present = Loaders.identitySet();

    private ClassLoader add(String name) {
        ClassLoader loader = new URLClassLoader(name, new URL[0], null);
        loaders.add(0, name, loader);
        return loader;
    }

    @Test
    void leaked_oldLoaderIsHeld_isFoundOnce() throws Exception {
        ClassLoader held = add("held");
        present.add(add("present"));
        assertEquals(List.of("held"), loaders.leaked(present));
        assertEquals("held", held.getName());
        loaders.forget(present);
        assertEquals(List.of(), loaders.leaked(present));
    }

    @Test
    void leaked_nobodyHoldsTheOldOne_isEmpty() throws Exception {
        assertFalse(add("old").getName().isEmpty());
        present.add(add("present"));
        assertEquals(List.of(), loaders.leaked(present));
    }

    @Test
    void isFlat_withinTheTolerance_isTrue() {
        assertTrue(Heap.isFlat(10_000_000, 14_900_000));
        assertFalse(Heap.isFlat(10_000_000, 15_100_000));
    }
}
