// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nmr.RegistrarOptions;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.text.PlainValues;
import org.nmr.registrar.unload.Policy;

/**
 * What can be set for a whole registrar.
 *
 * @param policy when waits report, and what happens at their deadline
 * @param shutdownBudget how long unloads may take when the framework stops; empty for without end
 * @param clientReportAfter how long a client finds no provider until the log says so; empty for never
 * @param debug whether reports tell where calls were begun
 */
record Options(Policy policy, Optional<Duration> shutdownBudget, Optional<Duration> clientReportAfter, boolean debug) {
    /** What holds where nothing is set. */
    static final Options DEFAULT = new Options(
            Policy.DEFAULT,
            Optional.of(Duration.ofSeconds(25)),
            Optional.of(Duration.ofSeconds(30)),
            /* debug= */ false);

    /** The names of all of them. */
    static final List<String> KEYS = List.of(
            UnloadPolicy.REPORT_AFTER,
            UnloadPolicy.DEADLINE,
            UnloadPolicy.AT_DEADLINE,
            RegistrarOptions.SHUTDOWN_BUDGET,
            RegistrarOptions.CLIENT_REPORT_AFTER,
            RegistrarOptions.DEBUG);

    /**
     * Returns these options with one of them changed, unless there is nothing to change it to.
     *
     * @param key one of {@link #KEYS}
     * @param value null or blank if it is not set
     * @throws IllegalArgumentException if the value cannot be read; the message says what was expected and what was
     *     seen
     */
    Options with(String key, @Nullable Object value) {
        if (value == null || plain(key, value).toString().isBlank()) {
            return this;
        }
        return switch (key) {
            case RegistrarOptions.SHUTDOWN_BUDGET ->
                new Options(policy, Policy.limit(key, value), clientReportAfter, debug);
            case RegistrarOptions.CLIENT_REPORT_AFTER ->
                new Options(policy, shutdownBudget, Policy.limit(key, value), debug);
            case RegistrarOptions.DEBUG -> new Options(policy, shutdownBudget, clientReportAfter, isTrue(key, value));
            default -> new Options(policy.with(Map.of(key, value)), shutdownBudget, clientReportAfter, debug);
        };
    }

    /** The text of anything else may be a module's code, or have no end. */
    private static Object plain(String key, Object value) {
        return Objects.requireNonNull(PlainValues.of(Map.of(key, value)).get(key));
    }

    private static boolean isTrue(String key, Object value) {
        return switch (plain(key, value).toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + ": expected true or false, was " + Policy.shown(value));
        };
    }
}
