// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.Collection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AssertionFailureBuilder;

/**
 * What an assertion counts. Its failure says how many were expected of what, how many were seen, and which.
 *
 * @param noun the thing in the singular, such as {@code attached binding}
 * @param of which of these things, such as {@code of client a to NPI b}
 */
record Counted(String noun, String of) {
    /** Fails unless as many were seen. */
    void assertSeen(long expected, Collection<?> seen) {
        assertSeen(expected, seen, "");
    }

    /** Fails unless as many were seen; what else is known comes last. */
    void assertSeen(long expected, Collection<?> seen, String more) {
        if (seen.size() != expected) {
            String things = many(expected, noun) + (of.isEmpty() ? "" : " " + of);
            String rest = more.isEmpty() ? "" : "\n" + more;
            fail("expected " + things + ", saw " + list(seen) + rest, expected, seen.size());
        }
    }

    /** Returns the number of elements, and the elements: one stays in the line, more have a line each. */
    static String list(Collection<?> elements) {
        return elements.size() + lines(elements);
    }

    /** Returns the number of elements and what they are, such as {@code 2 events}, and the elements. */
    static String list(String noun, Collection<?> elements) {
        return many(elements.size(), noun) + lines(elements);
    }

    static String many(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String lines(Collection<?> elements) {
        String separator = elements.size() == 1 ? " " : "\n  ";
        return elements.stream()
                .map(element -> separator + element)
                .collect(Collectors.joining("", elements.isEmpty() ? "" : ":", ""));
    }

    /** Fails with a message that has the values in it already; tools can show them beside each other. */
    static void fail(String message, Object expected, Object actual) {
        AssertionFailureBuilder.assertionFailure()
                .message(message)
                .expected(expected)
                .actual(actual)
                .includeValuesInMessage(false)
                .buildAndThrow();
    }
}
