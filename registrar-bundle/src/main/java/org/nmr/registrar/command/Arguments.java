// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of one command, as they were typed. */
final class Arguments {
    private final String command;
    private final String expected;

    /** The shell passes null for {@code null} and for a variable that is not set. */
    private final List<@Nullable String> values;

    /**
     * Takes the arguments of a command.
     *
     * @param command the command's name
     * @param expected usage text, shown in errors
     * @param values the arguments given; the array may be null, too
     */
    Arguments(String command, String expected, @Nullable String @Nullable [] values) {
        this.command = command;
        this.expected = expected;
        this.values = values == null ? Arrays.asList((String) null) : Arrays.asList(values);
    }

    void none() {
        if (!values.isEmpty()) {
            throw unexpected();
        }
    }

    Optional<String> atMostOne() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String value = values.get(0);
        if (values.size() > 1 || value == null) {
            throw unexpected();
        }
        return Optional.of(value);
    }

    String one() {
        return atMostOne().orElseThrow(this::unexpected);
    }

    private IllegalArgumentException unexpected() {
        String seen = values.isEmpty()
                ? "nothing"
                : values.stream().map(String::valueOf).collect(Collectors.joining(" "));
        String hint = values.contains(null) ? "; a variable that is not set is null" : "";
        return new IllegalArgumentException("nmr:" + command + ": expected " + expected + ", was " + seen + hint);
    }
}
