// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.stuck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.DetachStatus;

@Timeout(60)
class StuckBindingTest {
    private final StuckBinding binding = new StuckBinding();
    private final Thread caller = new Thread(() -> binding.send(1));

    private void begin() {
        caller.start();
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void send_first_staysUntilRelease() throws Exception {
        begin();
        caller.interrupt();
        assertTrue(caller.isAlive());
        assertTrue(binding.release());
        caller.join();
        assertFalse(binding.release());
    }

    @Test
    void send_second_returnsAtOnce() throws Exception {
        begin();
        binding.send(2);
        assertTrue(caller.isAlive());
        assertTrue(binding.release());
        caller.join();
    }

    @Test
    void cleanup_whileACallIsInside_letsItReturn() throws Exception {
        begin();
        assertEquals(DetachStatus.COMPLETE, binding.detach());
        assertTrue(caller.isAlive());
        binding.cleanup();
        caller.join();
    }

    @Test
    void release_withoutACall_saysSo() {
        assertFalse(binding.release());
        assertEquals("no call is stuck", new StuckProvider().release());
    }
}
