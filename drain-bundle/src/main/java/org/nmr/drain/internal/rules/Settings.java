// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.UnloadPolicy;

/**
 * The configuration as it is applied.
 *
 * @param filter which services are drained, besides those that ask for it
 * @param hold how long calls wait for a replacement, for services that do not say it; zero is not at all
 * @param threads how many threads may wait for replacements at the same time
 * @param handedOut the names of types of which services hand objects out, for services that do not say it
 * @param policies the unload policy of services that do not say it, by the names of {@link UnloadPolicy}
 */
public record Settings(
        Optional<AskedFilter> filter, Duration hold, int threads, Set<String> handedOut, Map<String, Object> policies) {
    /** What applies unless something else is configured: an end takes 20 s at most, and reports after 5. */
    public static final Settings DEFAULT = new Settings(
            Optional.empty(),
            Duration.ZERO,
            200,
            Set.of(),
            Map.of(
                    UnloadPolicy.DEADLINE, "PT20S",
                    UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE,
                    UnloadPolicy.REPORT_AFTER, "PT5S"));

    /** Copies the collections. */
    public Settings {
        handedOut = Set.copyOf(handedOut);
        policies = Map.copyOf(policies);
    }

    /**
     * Reads a configuration.
     *
     * @param values returns the value of a key, or null if it is not set
     * @throws IllegalArgumentException if a value cannot be read; the message begins with the key
     */
    public static Settings read(Function<String, @Nullable Object> values) {
        Object filter = set(values.apply(Keys.CONFIGURED_FILTER));
        Object hold = set(values.apply(Keys.CONFIGURED_HOLD));
        Object threads = set(values.apply(Keys.CONFIGURED_THREADS));
        Object handedOut = set(values.apply(Keys.CONFIGURED_HANDS_OUT));
        Map<String, Object> policies = new HashMap<>(DEFAULT.policies);
        for (String key : Keys.POLICIES) {
            Object value = set(values.apply(key));
            if (value != null) {
                policies.put(key, policy(key, value));
            }
        }
        return new Settings(
                filter == null ? Optional.empty() : Optional.of(AskedFilter.read(Keys.CONFIGURED_FILTER, filter)),
                hold == null ? DEFAULT.hold : Durations.read(Keys.CONFIGURED_HOLD, hold),
                threads == null ? DEFAULT.threads : number(Keys.CONFIGURED_THREADS, threads),
                handedOut == null ? DEFAULT.handedOut : TypeNames.read(Keys.CONFIGURED_HANDS_OUT, handedOut),
                policies);
    }

    /** Blank is not set. */
    private static @Nullable Object set(@Nullable Object value) {
        return value instanceof String text && text.isBlank() ? null : value;
    }

    private static int number(String key, Object value) {
        try {
            int number = value instanceof Integer given
                    ? given
                    : Integer.parseInt(String.valueOf(plain(value)).strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw wrongNumber(key, value, none);
        }
        throw wrongNumber(key, value, null);
    }

    private static IllegalArgumentException wrongNumber(String key, Object value, @Nullable Exception cause) {
        return new IllegalArgumentException(
                key + ": expected a whole number above 0, was " + Texts.shown(value), cause);
    }

    private static Object plain(Object value) {
        return value instanceof String || value instanceof Number ? value : "";
    }

    /** The registrar reads it again, and refuses what it cannot read; here it is checked so that no service suffers. */
    static Object policy(String key, Object value) {
        if (key.equals(UnloadPolicy.AT_DEADLINE)) {
            String name = String.valueOf(plain(value)).strip().toUpperCase(Locale.ROOT);
            if (!name.equals(UnloadPolicy.WAIT)
                    && !name.equals(UnloadPolicy.REVOKE)
                    && !name.equals(UnloadPolicy.INTERRUPT)) {
                throw new IllegalArgumentException(
                        key + ": expected WAIT, REVOKE or INTERRUPT, was " + Texts.shown(value));
            }
            return name;
        }
        boolean isNone = key.equals(UnloadPolicy.DEADLINE)
                && value instanceof String text
                && text.strip().equalsIgnoreCase("none");
        return isNone ? "none" : Durations.read(key, value).toString();
    }

    /** Returns the policies of one service: its own, and these for what it does not say. */
    public Map<String, Object> policies(ServiceFacts facts) {
        Map<String, Object> merged = new HashMap<>(policies);
        for (String key : Keys.POLICIES) {
            Object value = set(facts.get(key));
            if (value != null) {
                merged.put(key, policy(key, value));
            }
        }
        return Map.copyOf(merged);
    }
}
