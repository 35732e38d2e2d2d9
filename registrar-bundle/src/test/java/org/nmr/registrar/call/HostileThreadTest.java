// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.nmr.Call;

/** The call path asks threads nothing that they can answer with a lie or an exception. */
class HostileThreadTest {
    private final TestGuard guard = TestGuard.opened();

    @Test
    void enter_hostileThread_isCountedAndNamed() throws Exception {
        HostileThread hostile = run(() -> {
            try (Call<String> outer = guard.enter();
                    Call<String> inner = guard.enter()) {
                assertEquals(TestGuard.TARGET, inner.dispatch());
                assertTrue(guard.isInside(Thread.currentThread()));
                assertSame(outer, inner);
                Holder holder = guard.holders().get(0);
                assertSame(Thread.currentThread(), holder.thread());
                assertEquals(2, holder.calls());
            }
        });
        assertEquals(0, guard.holders().size());
        assertTrue(!hostile.isAlive());
    }

    @Test
    void enter_othersAfterHostileThreads_areServed() throws Exception {
        for (int i = 0; i < 5; i++) {
            run(() -> guard.enter().close());
        }
        guard.enter().close();
        guard.shutAndDrain();
        assertEquals(1, guard.drains());
    }

    @Test
    void close_byHostileThread_saysWho() throws Exception {
        Call<String> call = guard.enter();
        run(() -> {
            IllegalStateException refused = assertThrows(IllegalStateException.class, call::close);
            assertTrue(refused.getMessage().contains("but was on thread hostile"), refused::getMessage);
        });
        call.close();
    }

    @Test
    void drained_whileHostileThreadIsInside_waitsForIt() throws Exception {
        run(() -> {
            Call<String> call = guard.enter();
            Call<String> detached = guard.enterDetached("test");
            guard.shutAndDrain();
            assertEquals(0, guard.drains());
            detached.close();
            call.close();
        });
        assertEquals(1, guard.drains());
    }

    private static HostileThread run(Runnable task) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        HostileThread thread = new HostileThread(
                () -> {
                    try {
                        task.run();
                        end.complete(null);
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "hostile");
        thread.start();
        end.get();
        thread.join();
        return thread;
    }
}
