// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.ForeignText;

/**
 * The arguments of one command, as they were typed.
 *
 * @param usage what the command expects
 * @param values the arguments given, without options; null for {@code null} and for a variable that is not set
 * @param options the options given
 */
record Arguments(Usage usage, List<@Nullable String> values, Set<String> options) {
    /**
     * Takes the options out of what was typed.
     *
     * @param typed the array may be null, too
     * @throws IllegalArgumentException if an option is not known
     */
    static Arguments of(Usage usage, @Nullable String @Nullable [] typed) {
        List<@Nullable String> values = new ArrayList<>();
        Set<String> options = new HashSet<>();
        List<@Nullable String> all = new ArrayList<>();
        if (typed == null) {
            all.add(null);
        } else {
            all.addAll(Arrays.asList(typed));
        }
        for (String each : all) {
            if (each != null && usage.hasOption(each)) {
                options.add(each);
            } else {
                values.add(each);
            }
        }
        Arguments given = new Arguments(usage, values, options);
        if (values.stream().anyMatch(each -> each != null && each.startsWith("--"))) {
            throw given.unexpected();
        }
        return given;
    }

    boolean has(String option) {
        return options.contains(option);
    }

    /** Whether everything is to be shown, however long it is. */
    boolean all() {
        return has(Usage.ALL);
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

    /** Says what was expected. */
    IllegalArgumentException unexpected() {
        String seen = values.isEmpty()
                ? "nothing"
                : values.stream().limit(10).map(Arguments::shown).collect(Collectors.joining(" "));
        String hint = values.contains(null) ? ". A variable that is not set is null" : "";
        return new IllegalArgumentException(
                "nmr:" + usage.command() + ": expected " + usage.expected + ", was " + seen + hint);
    }
}
