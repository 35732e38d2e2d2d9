package org.nmr.registrar.core;

import java.util.Objects;
import java.util.function.Function;

/**
 * What the core needs from its surroundings.
 *
 * @param log where misuse, failed callbacks and long waits are reported
 * @param timing the clock and the way to wait
 * @param origin tells for people where a class comes from, such as its bundle
 */
public record Settings(System.Logger log, Timing timing, Function<Class<?>, String> origin) {
    /** Plain Java: the platform's logger and clock; a class comes from its class loader. */
    public static final Settings DEFAULT = new Settings(
            System.getLogger("org.nmr.registrar"), Timing.SYSTEM, type -> String.valueOf(type.getClassLoader()));

    /** Returns these settings with another way to tell where a class comes from. */
    public Settings withOrigin(Function<Class<?>, String> newOrigin) {
        return new Settings(log, timing, Objects.requireNonNull(newOrigin, "newOrigin"));
    }

    Log safeLog() {
        return new Log(log);
    }
}
