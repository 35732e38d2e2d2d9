// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A view that is repeated. */
class WatchTest extends CommandTest {
    @Test
    void watch_count_endsByItself() {
        runtime.finding("pro");
        assertNull(commands.watch(session.proxy(), "--count", "1"));
        assertSays(session.console(), "verdict on pro", "  detail of pro", "next: step for pro");
    }

    @Test
    void watch_key_endsItAndIsNotTheNextCommand() throws Exception {
        session.keyboard = new ByteArrayInputStream("qlist".getBytes(StandardCharsets.UTF_8));
        assertNull(commands.watch(session.proxy(), "npis"));
        assertContains(session.console(), "1 NPI");
        assertEquals(4, session.keyboard.available());
    }

    @Test
    void watch_interrupt_endsItAndLeavesThePromptUsable() {
        Thread.currentThread().interrupt();
        assertNull(commands.watch(session.proxy(), "list"));
        assertFalse(Thread.currentThread().isInterrupted());
        assertContains(session.console(), COUNTS);
    }
}
