// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nmr.Owner;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Log;
import org.nmr.registrar.unload.Timing;

/**
 * What the core needs from its surroundings.
 *
 * @param log where misuse, failed callbacks and long waits are reported
 * @param timing the clock and the way to wait
 * @param origin tells in messages where a class comes from, such as its bundle
 * @param home tells which owner's a class is; empty if that is not known
 * @param outdated tells whether a class is of a place that has newer ones, such as a bundle that was updated without
 *     refresh
 * @param filters compiles the filters of clients; throws an IllegalArgumentException if one is invalid
 */
public record Environment(
        System.Logger log,
        Timing timing,
        Function<Class<?>, String> origin,
        Function<Class<?>, Optional<Owner>> home,
        Predicate<Class<?>> outdated,
        Function<String, Predicate<Map<String, Object>>> filters) {
    /** Plain Java: the platform's logger and clock; a class comes from its class loader; there are no filters. */
    public static final Environment DEFAULT = new Environment(logger(), Timing.SYSTEM, Environment::loader);

    /** Makes an environment without filters. */
    public Environment(System.Logger log, Timing timing, Function<Class<?>, String> origin) {
        this(log, timing, origin, Environment::refuse);
    }

    /** Makes an environment for a place where classes are never outdated. */
    public Environment(
            System.Logger log,
            Timing timing,
            Function<Class<?>, String> origin,
            Function<String, Predicate<Map<String, Object>>> filters) {
        this(log, timing, origin, type -> Optional.empty(), type -> false, filters);
    }

    /** The JVM's logger may come from a program's own finder, which may fail. */
    private static System.Logger logger() {
        try {
            return System.getLogger("org.nmr.registrar");
        } catch (Throwable failed) {
            System.err.println("The registrar has no log, because System.getLogger failed: " + ForeignText.of(failed));
            return new NoLog();
        }
    }

    /** The loader's class is a module's, so its text is not asked for. */
    private static String loader(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null
                ? "the JVM"
                : "class loader " + ForeignText.of(loader.getClass().getName()) + " "
                        + Integer.toHexString(System.identityHashCode(loader));
    }

    private static Predicate<Map<String, Object>> refuse(String filter) {
        throw new IllegalArgumentException("this registrar was made without filters");
    }

    /** Returns this environment with another log. */
    public Environment withLog(System.Logger newLog) {
        return new Environment(Objects.requireNonNull(newLog, "newLog"), timing, origin, home, outdated, filters);
    }

    /** Returns this environment with a language for filters. */
    public Environment withFilters(Function<String, Predicate<Map<String, Object>>> newFilters) {
        return new Environment(log, timing, origin, home, outdated, Objects.requireNonNull(newFilters, "newFilters"));
    }

    /** Returns this environment with another way to tell where a class comes from, and whether there is a newer one. */
    public Environment withOrigin(Function<Class<?>, String> newOrigin, Predicate<Class<?>> newOutdated) {
        return new Environment(
                log,
                timing,
                Objects.requireNonNull(newOrigin, "newOrigin"),
                home,
                Objects.requireNonNull(newOutdated, "newOutdated"),
                filters);
    }

    /** Returns this environment with another way to tell where a class comes from. */
    public Environment withOrigin(Function<Class<?>, String> newOrigin) {
        return withOrigin(newOrigin, outdated);
    }

    /** Returns this environment with a way to tell which owner's a class is. */
    public Environment withHome(Function<Class<?>, Optional<Owner>> newHome) {
        return new Environment(log, timing, origin, Objects.requireNonNull(newHome, "newHome"), outdated, filters);
    }

    Log safeLog() {
        return new Log(log);
    }
}
