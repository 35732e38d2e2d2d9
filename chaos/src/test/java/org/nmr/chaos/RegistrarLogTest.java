// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;

class RegistrarLogTest {
    private final Ledger ledger = new Ledger();
    private final RegistrarLog log = RegistrarLog.open(ledger);
    private final System.Logger logger = System.getLogger("org.nmr.registrar");
    private final System.Logger drain = System.getLogger("org.nmr.drain");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void warning_ofWhatWasThrownOnPurpose_isExpected() {
        logger.log(Level.WARNING, "detach() has failed", new Intended("detach"));
        assertTrue(ledger.isClean());
        assertEquals(1, ledger.get(Count.EXPECTED_WARNINGS));
    }

    @Test
    void warning_ofSomethingElse_isBroken() {
        logger.log(Level.WARNING, "detach() has failed", new IllegalStateException("something else"));
        assertEquals(1, ledger.get(Rule.WARNING));
    }

    @Test
    void warning_sumOfWhatWasThrownOnPurpose_isExpected() {
        logger.log(
                Level.WARNING,
                "9 more callbacks that failed: " + Intended.class.getName() + "; the first of them are above");
        assertTrue(ledger.isClean());
        assertEquals(1, ledger.get(Count.EXPECTED_WARNINGS));
    }

    @Test
    void warning_sumOfSomethingElse_isBroken() {
        logger.log(Level.WARNING, "9 more callbacks that failed: java.lang.Error; the first of them are above");
        assertEquals(1, ledger.get(Rule.WARNING));
    }

    @Test
    void warning_ofAConsumerThatComesTooLate_isCounted() {
        drain.log(Level.WARNING, "consumer [2] has got no service: it was unregistered");
        assertTrue(ledger.isClean());
        assertEquals(1, ledger.get(Count.DRAIN_WARNINGS));
    }

    @Test
    void error_ofWhatDrains_isBroken() {
        drain.log(
                Level.ERROR,
                "a hook has failed: consumers may see the originals of drained services",
                new NullPointerException());
        assertEquals(1, ledger.get(Rule.WARNING));
    }

    @Test
    void warning_ofALongWait_isCounted() {
        logger.log(Level.WARNING, "the end of all has waited 5 s for nobody");
        assertTrue(ledger.isClean());
        assertEquals(1, ledger.get(Count.LONG_WAITS));
    }
}
