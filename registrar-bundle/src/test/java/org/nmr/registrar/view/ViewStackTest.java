// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.call.TestThreads;

/** A virtual thread whose stack ends inside a view; on a JDK that has none, a platform thread. */
class ViewStackTest {
    /** Calls itself through its view until the stack ends. */
    @Test
    void view_stackEndsInside_leavesNoCount() throws Exception {
        AtomicReference<Runnable> self = new AtomicReference<>();
        ViewGuard<Runnable> deep = new ViewGuard<>(() -> self.get().run());
        self.set(new ViewFactory().of(Runnable.class).apply(deep));
        AtomicReference<Throwable> end = new AtomicReference<>();
        for (int i = 0; i < 10; i++) {
            Thread thread = TestThreads.startVirtual(() -> {
                try {
                    self.get().run();
                } catch (Throwable e) {
                    end.set(e);
                }
            });
            thread.join();
            assertTrue(end.get() instanceof StackOverflowError, () -> String.valueOf(end.get()));
        }
        assertEquals(List.of(), deep.holders());
        assertTrue(deep.shutAndSeeDrained() || deep.look());
    }
}
