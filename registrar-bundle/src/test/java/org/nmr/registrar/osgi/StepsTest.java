// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All steps are taken, and what was thrown comes last. */
class StepsTest {
    private final List<String> history = new ArrayList<>();

    @Test
    void end_stepsThrow_allAreTakenAndTheFirstIsThrownWithTheRest() {
        Error first = new StackOverflowError();
        RuntimeException second = new IllegalStateException("second");
        Steps steps = new Steps()
                .then(() -> history.add("a"))
                .then(() -> {
                    throw first;
                })
                .then(() -> history.add("b"))
                .then(() -> {
                    throw second;
                })
                .then(() -> {
                    throw first;
                })
                .then(() -> history.add("c"));
        assertEquals(List.of("a", "b", "c"), history);
        assertSame(first, assertThrows(StackOverflowError.class, steps::end));
        assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
    }

    @Test
    void end_nothingThrown_returns() {
        new Steps().then(() -> history.add("a")).end();
        assertEquals(List.of("a"), history);
    }
}
