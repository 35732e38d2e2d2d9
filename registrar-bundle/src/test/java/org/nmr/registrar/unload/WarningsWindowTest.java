// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nmr.testkit.CapturedLog;

/** When a flood of warnings is summed up and when it is over, to the nanosecond. */
class WarningsWindowTest {
    private final CapturedLog log = new CapturedLog();
    private final Clock clock = new Clock();
    private final Warnings warnings = new Warnings(new Log(log), clock);

    private void warn(int times) {
        for (int i = 0; i < times; i++) {
            warnings.warn("things", "thing");
        }
    }

    private List<String> taken() {
        List<String> taken =
                log.entries().stream().map(CapturedLog.Entry::message).toList();
        log.takeAll();
        return taken;
    }

    @Test
    void isInFull_untilTheWindowIsOver_isFalse() {
        warn(Warnings.IN_FULL);
        clock.pass(Warnings.WINDOW - 1);
        assertFalse(warnings.isInFull("things"));
        assertTrue(warnings.isInFull("others"));
        clock.pass(1);
        assertTrue(warnings.isInFull("things"));
        warn(1);
        assertEquals(Warnings.IN_FULL + 1, taken().size());
    }

    @Test
    void sumUp_secondSum_comesAfterThePauseAndNotBefore() {
        warn(Warnings.IN_FULL + 2);
        assertTrue(warnings.sumUp());
        assertTrue(taken().contains("2 more things; the first of them are above"));
        warn(3);
        clock.pass(Warnings.PAUSE - 1);
        assertTrue(warnings.sumUp());
        assertEquals(List.of(), taken());
        clock.pass(1);
        assertTrue(warnings.sumUp());
        assertEquals(List.of("3 more things; the first of them are above"), taken());
    }

    /** Then no thread has to come again. */
    @Test
    void sumUp_windowIsOver_saysThatNothingIsLeft() {
        warn(1);
        clock.pass(Warnings.WINDOW - 1);
        assertTrue(warnings.sumUp());
        clock.pass(1);
        assertFalse(warnings.sumUp());
        assertEquals(1, taken().size());
    }
}
