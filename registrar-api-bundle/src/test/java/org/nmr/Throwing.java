// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** Assertions of failures whose message must help. */
final class Throwing {
    private Throwing() {}

    /** Expects exactly this type of exception, with all the parts in its message. */
    static void assertFails(Class<? extends Throwable> type, Executable action, String... parts) {
        Throwable thrown = assertThrows(type, action);
        String message = String.valueOf(thrown.getMessage());
        assertTrue(thrown.getClass() == type, () -> "expected exactly " + type + ", was " + thrown);
        assertTrue(
                Stream.of(parts).allMatch(message::contains), () -> "expected " + List.of(parts) + " in: " + message);
    }
}
