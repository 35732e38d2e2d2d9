// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was typed behind a command.
 *
 * @param values what is no option
 * @param options the options without value
 * @param timeout that of {@code --timeout}, or the default
 */
record Typed(List<String> values, Set<String> options, Duration timeout) {
    static final String DRY_RUN = "--dry-run";
    static final String HELP = "--help";
    static final String JSON = "--json";
    static final String TIMEOUT = "--timeout";

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

    /**
     * Reads it.
     *
     * @param known the options that the command has
     * @throws IllegalArgumentException if there is another option, a {@code null}, or a timeout that is none
     */
    static Typed of(Set<String> known, @Nullable String @Nullable [] arguments) {
        List<String> values = new ArrayList<>();
        Set<String> options = new HashSet<>();
        Duration timeout = DEFAULT_TIMEOUT;
        Iterator<String> rest = present(arguments).iterator();
        while (rest.hasNext()) {
            String next = rest.next();
            String option = next.replaceFirst("=.*", "");
            if (!next.startsWith("--")) {
                values.add(next);
            } else if (!known.contains(option)) {
                throw new IllegalArgumentException("unknown option " + Texts.oneLine(next));
            } else if (option.equals(TIMEOUT)) {
                timeout = timeout(next.contains("=") ? next.substring(next.indexOf('=') + 1) : value(rest));
            } else if (!option.equals(next)) {
                throw new IllegalArgumentException(option + " has no value, was " + Texts.oneLine(next));
            } else {
                options.add(option);
            }
        }
        return new Typed(List.copyOf(values), Set.copyOf(options), timeout);
    }

    /** A variable of the shell that is not set is null. */
    private static List<String> present(@Nullable String @Nullable [] arguments) {
        if (arguments == null || Stream.of(arguments).anyMatch(each -> each == null)) {
            throw new IllegalArgumentException("expected texts, one was null. A variable that is not set is null");
        }
        return Stream.of(arguments).map(String::valueOf).toList();
    }

    private static String value(Iterator<String> rest) {
        return rest.hasNext() ? rest.next() : "";
    }

    private static Duration timeout(String typed) {
        Duration parsed = parsed(typed.strip());
        if (parsed == null || parsed.isZero() || parsed.isNegative() || parsed.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("--timeout expects a duration from 1ms to 365 days, such as 30s, 2m or"
                    + " PT1H, was " + (typed.isBlank() ? "nothing" : Texts.oneLine(typed)));
        }
        return parsed;
    }

    private static @Nullable Duration parsed(String typed) {
        Matcher number = NUMBER.matcher(typed.toLowerCase(Locale.ROOT));
        if (number.matches()) {
            long value = Long.parseLong(number.group(1));
            return switch (number.group(2)) {
                case "ms" -> Duration.ofMillis(value);
                case "m" -> Duration.ofMinutes(value);
                case "h" -> Duration.ofHours(value);
                default -> Duration.ofSeconds(value);
            };
        }
        try {
            return Duration.parse(typed);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    boolean has(String option) {
        return options.contains(option);
    }
}
