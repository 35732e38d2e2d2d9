// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The registrar's threads, which threads of modules start. */
class DaemonsTest {
    /** Its class may be a module's, and it may interrupt all threads in it. */
    @Test
    void create_byAThreadInAGroupOfItsOwn_isInTheOutermostGroup() throws Exception {
        AtomicReference<ThreadGroup> seen = new AtomicReference<>(new ThreadGroup("module"));
        Thread thread = new Thread(
                seen.get(), () -> seen.set(Daemons.create("test", () -> {}).getThreadGroup()));
        thread.start();
        thread.join();
        assertNull(seen.get().getParent());
    }
}
