// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.support;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ThreadsTest {
    @Test
    void join_interrupted_waitsForTheEndAndKeepsTheFlag() {
        Thread joining = Thread.currentThread();
        Semaphore exit = new Semaphore(0);
        Thread thread = Threads.start("test thread", exit::acquireUninterruptibly);
        joining.interrupt();
        // The thread may end only when the interrupt has been taken and the wait goes on.
        Threads.start("test releaser", () -> {
            while (joining.isInterrupted() || joining.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            exit.release();
        });
        Threads.join(thread);
        assertFalse(thread.isAlive());
        assertTrue(Thread.interrupted());
    }

    @Test
    void join_ownThread_returnsAtOnce() {
        Threads.join(Thread.currentThread());
        assertTrue(Thread.currentThread().isAlive());
    }
}
