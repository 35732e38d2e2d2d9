// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifeTest {
    private final Ledger ledger = new Ledger();
    private final Life life = new Life(ledger, "module", new Script(1));

    @Test
    void work_afterRetire_isNotDone() {
        AtomicInteger done = new AtomicInteger();
        life.work(done::incrementAndGet);
        life.retire();
        life.work(done::incrementAndGet);
        assertEquals(1, done.get());
    }

    @Test
    void end_nothingAttached_isCounted() {
        assertFalse(life.isOver());
        life.end();
        assertTrue(life.isOver());
        assertEquals(1, ledger.get(Count.STARTS));
        assertEquals(1, ledger.get(Count.STOPS));
    }

    @Test
    void link_ofTheSameSeed_hasTheSameChoices() {
        Life same = new Life(ledger, "same", new Script(1));
        assertEquals(life.link().script(Role.CLIENT), same.link().script(Role.CLIENT));
        assertEquals(life.link().script(Role.PROVIDER), same.link().script(Role.PROVIDER));
    }

    @Test
    void broken_manyTimes_keepsTheFirstTexts() {
        for (int i = 0; i < 1000; i++) {
            ledger.broken(Rule.LATE_CALL, "call " + i);
        }
        assertEquals(1000, ledger.get(Rule.LATE_CALL));
        assertEquals(20, ledger.broken().size());
        assertEquals("LATE_CALL: call 0", ledger.broken().get(0));
        assertFalse(ledger.isClean());
    }
}
