// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.List;
import java.util.Optional;

/**
 * What was typed behind a command.
 *
 * @param command the command's name
 * @param expected what may follow it, for people
 * @param values what does
 */
record Arguments(String command, String expected, List<String> values) {
    void none() {
        if (!values.isEmpty()) {
            throw unexpected();
        }
    }

    Optional<String> atMostOne() {
        if (values.size() > 1) {
            throw unexpected();
        }
        return values.stream().findFirst();
    }

    String one() {
        return atMostOne().orElseThrow(this::unexpected);
    }

    private IllegalArgumentException unexpected() {
        String seen = values.isEmpty() ? "nothing" : String.join(" ", values);
        return new IllegalArgumentException("nmr:" + command + ": expected " + expected + ", was " + seen);
    }
}
