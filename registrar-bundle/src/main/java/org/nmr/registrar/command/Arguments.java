// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.ForeignText;

/**
 * The arguments of one command, as they were typed.
 *
 * @param command the command's name
 * @param expected usage text, shown in errors
 * @param values the arguments given, without the option; null for {@code null} and for a variable that is not set
 * @param all whether everything is to be shown, however long it is
 */
record Arguments(String command, String expected, List<@Nullable String> values, boolean all) {
    /** The option that asks for everything. */
    static final String ALL = "--all";

    /**
     * Takes the option out of what was typed.
     *
     * @param typed the array may be null, too
     */
    static Arguments of(String command, String expected, @Nullable String @Nullable [] typed) {
        List<@Nullable String> values = new ArrayList<>();
        if (typed == null) {
            values.add(null);
        } else {
            values.addAll(Arrays.asList(typed));
        }
        boolean all = values.removeIf(ALL::equals);
        return new Arguments(command, expected, values, all);
    }

    /** Takes everything as it was typed, for a command without the option. */
    static Arguments withoutOption(String command, String expected, @Nullable String @Nullable [] typed) {
        List<@Nullable String> values = typed == null ? Collections.singletonList(null) : Arrays.asList(typed);
        return new Arguments(command, expected, values, /* all= */ false);
    }

    Arguments none() {
        if (!values.isEmpty()) {
            throw unexpected();
        }
        return this;
    }

    Optional<String> atMostOne() {
        if (values.size() > 1 || values.contains(null)) {
            throw unexpected();
        }
        return values.isEmpty() ? Optional.empty() : Optional.ofNullable(values.get(0));
    }

    String one() {
        return atMostOne().orElseThrow(this::unexpected);
    }

    /** Returns an argument for a message; one without visible characters is quoted. */
    static String shown(@Nullable String argument) {
        String text = ForeignText.of(argument);
        return text.isBlank() ? '"' + text + '"' : text;
    }

    private IllegalArgumentException unexpected() {
        String seen = values.isEmpty()
                ? "nothing"
                : values.stream().limit(10).map(Arguments::shown).collect(Collectors.joining(" "));
        String hint = values.contains(null) ? ". A variable that is not set is null" : "";
        return new IllegalArgumentException("nmr:" + command + ": expected " + expected + ", was " + seen + hint);
    }
}
