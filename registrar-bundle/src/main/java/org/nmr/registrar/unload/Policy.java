// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.text.PlainValues;

/**
 * When a wait reports, and what happens at its deadline.
 *
 * @param reportAfter the time to the first report; each further interval is twice the one before
 * @param deadline how long after the begin of an end it is no longer just waited for; empty for never
 * @param atDeadline what happens then
 */
public record Policy(Duration reportAfter, Optional<Duration> deadline, AtDeadline atDeadline) {
    /** Reports after five seconds and waits without end. */
    public static final Policy DEFAULT = new Policy(Duration.ofSeconds(5), Optional.empty(), AtDeadline.WAIT);

    /** What happens at the deadline; the names are those in {@link UnloadPolicy}. */
    public enum AtDeadline {
        /** The wait goes on, and says so. */
        WAIT,
        /** What is outstanding is revoked. */
        REVOKE,
        /** The threads inside are interrupted, then as REVOKE. */
        INTERRUPT
    }

    /**
     * What a registration wants to be different from the registrar's policy.
     *
     * @param reportAfter empty if nothing
     * @param limit empty if nothing
     * @param atDeadline empty if nothing
     */
    public record Overrides(Optional<Duration> reportAfter, Optional<Limit> limit, Optional<AtDeadline> atDeadline) {
        private static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty(), Optional.empty());

        /** Reads them as {@link Policy#with(Map)} does. */
        public static Overrides of(Map<String, ?> values) {
            Object report = values.get(UnloadPolicy.REPORT_AFTER);
            Object limit = values.get(UnloadPolicy.DEADLINE);
            Object action = values.get(UnloadPolicy.AT_DEADLINE);
            return report == null && limit == null && action == null
                    ? NONE
                    : new Overrides(
                            Optional.ofNullable(report).map(value -> positive(UnloadPolicy.REPORT_AFTER, value)),
                            Optional.ofNullable(limit)
                                    .map(value -> new Limit(Policy.limit(UnloadPolicy.DEADLINE, value))),
                            Optional.ofNullable(action).map(Policy::action));
        }
    }

    /** A deadline that is set, be it to none. */
    record Limit(Optional<Duration> deadline) {}

    /**
     * Returns this policy with those of its parts that the values name.
     *
     * @param values by the names in {@link UnloadPolicy}; others are ignored
     * @throws IllegalArgumentException if one cannot be read; the message names it, what was expected and what was seen
     */
    public Policy with(Map<String, ?> values) {
        return with(Overrides.of(values));
    }

    /** Returns this policy with what a registration wants to be different. */
    public Policy with(Overrides overrides) {
        return new Policy(
                overrides.reportAfter().orElse(reportAfter),
                overrides.limit().map(Limit::deadline).orElse(deadline),
                overrides.atDeadline().orElse(atDeadline));
    }

    /**
     * Reads a time that may be {@code none}.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Optional<Duration> limit(String name, Object value) {
        return text(name, value).equalsIgnoreCase("none") ? Optional.empty() : Optional.of(time(name, value));
    }

    private static Duration positive(String name, Object value) {
        Duration time = time(name, value);
        if (time.isZero()) {
            throw unreadable(name, "a duration above 0", value);
        }
        return time;
    }

    private static Duration time(String name, Object value) {
        String text = text(name, value);
        Duration time;
        try {
            time = text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw unreadable(name, "milliseconds, or a text such as PT30S", value);
        }
        if (time.isNegative()) {
            throw unreadable(name, "a duration of 0 or more", value);
        }
        return time;
    }

    private static AtDeadline action(Object value) {
        String text = text(UnloadPolicy.AT_DEADLINE, value).toUpperCase(Locale.ROOT);
        return Arrays.stream(AtDeadline.values())
                .filter(action -> action.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        unreadable(UnloadPolicy.AT_DEADLINE, "one of " + Arrays.toString(AtDeadline.values()), value));
    }

    /**
     * Only types of the JDK and this project's own are read: a value of a module's class might throw, change or block.
     */
    private static String text(String name, Object value) {
        Object plain = value instanceof String
                ? value
                : PlainValues.of(Map.of(name, value)).get(name);
        if (plain instanceof String || plain instanceof Number) {
            return plain.toString().strip();
        }
        throw unreadable(name, "a text or a number", plain == null ? "" : plain);
    }

    private static IllegalArgumentException unreadable(String name, String expected, Object value) {
        return new IllegalArgumentException(name + ": expected " + expected + ", was " + shown(value));
    }

    /** Returns a value as text; of an array its elements, and those of arrays in it. */
    public static String shown(Object value) {
        return PlainValues.text(
                Objects.requireNonNull(PlainValues.of(Map.of("value", value)).get("value")));
    }

    /** Returns a time in nanoseconds; what is too long is endless. */
    public static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException tooLong) {
            return time.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
