// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.call.Barrier;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.TestThreads;

/** A virtual thread whose stack ends inside a stand-in; on a JDK that has none, a platform thread. */
class StandInStackTest {
    private final StandInMaker maker = new StandInFactory().of(List.of(Runnable.class));
    private final AtomicReference<Runnable> self = new AtomicReference<>();

    private Runnable standIn(Guard<?> guard, UnaryOperator<Guard<?>> redirect) {
        return (Runnable) maker.make(guard, redirect);
    }

    @Test
    void stackEnds_insideTheStandIn_leavesNoCount() throws Exception {
        StandInGuard deep = new StandInGuard((Runnable) () -> self.get().run());
        self.set(standIn(deep, ended -> ended));
        for (int i = 0; i < 3; i++) {
            assertStackEnds();
        }
        assertEquals(List.of(), deep.holders());
        assertTrue(deep.shutAndSeeDrained() || deep.look());
    }

    /** Each call is led to a guard that is shut at once, so that the next one is led on. */
    @Test
    void stackEnds_whereTheStandInIsLed_leavesNoCountAndOthersWork() throws Exception {
        List<StandInGuard> all = Collections.synchronizedList(new ArrayList<>());
        StandInGuard first = new StandInGuard((Runnable) () -> {});
        self.set(standIn(first, ended -> {
            AtomicReference<StandInGuard> made = new AtomicReference<>();
            made.set(new StandInGuard((Runnable) () -> {
                made.get().shut();
                self.get().run();
            }));
            all.add(made.get());
            return made.get();
        }));
        first.end();
        for (int i = 0; i < 3; i++) {
            assertStackEnds();
        }
        Barrier.run(); // one for all
        for (StandInGuard guard : all) {
            assertEquals(List.of(), guard.holders());
            if (guard.isShut()) {
                guard.afterBarrier();
                assertTrue(guard.isDrained());
            }
        }
        List<String> calls = new ArrayList<>();
        standIn(first, ended -> new StandInGuard((Runnable) () -> calls.add("called")))
                .run();
        assertEquals(List.of("called"), calls);
    }

    private void assertStackEnds() throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
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
}
