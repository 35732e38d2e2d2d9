// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The names of the policies of unloading: when a wait reports, how long it lasts at most, and what then.
 *
 * <p>The first three are looked for in the {@linkplain RegistrationInstance#characteristics() characteristics} of the
 * registration that ends; then in the registrar's configuration with the PID {@link #PID}; then among the framework's
 * properties. The others are the registrar's alone. A changed configuration also holds for waits that have begun,
 * within a second. The threads that wait apply the policy: an end that nobody awaits has no deadline.
 *
 * <p>A time is a number of milliseconds, as a number or text, or a text such as {@code PT30S}, or a
 * {@link java.time.Duration}. What a registration says is read once, when it is registered; what cannot be read, or is
 * of a module's own type, is refused then.
 *
 * @since 1.0
 */
public final class UnloadPolicy {
    /** The PID of the registrar's configuration. */
    public static final String PID = "nmr.registrar";

    /**
     * After what time a wait says in the log for whom; each further interval is twice the one before. Default: 5
     * seconds.
     */
    public static final String REPORT_AFTER = "nmr.unload.report.after";

    /** How long after the begin of the end {@link #AT_DEADLINE} is applied; {@code none}, the default, is never. */
    public static final String DEADLINE = "nmr.unload.deadline";

    /** What happens at the deadline: {@link #WAIT}, which is the default, {@link #REVOKE} or {@link #INTERRUPT}. */
    public static final String AT_DEADLINE = "nmr.unload.at.deadline";

    /**
     * How long unloads may take from the moment the framework begins to stop; whatever is outstanding then is revoked.
     * Default: 25 seconds, which is less than the patience of Equinox and of service managers; {@code none} is without
     * end.
     */
    public static final String SHUTDOWN_BUDGET = "nmr.shutdown.budget";

    /**
     * Whether reports tell where and when each call in flight was begun; {@code true} or {@code false}, the default.
     * Holds for what is attached afterwards, and makes its calls slower.
     */
    public static final String DEBUG = "nmr.debug";

    /** At the deadline: goes on waiting, and says so in the log. */
    public static final String WAIT = "WAIT";

    /**
     * At the deadline: calls in flight are abandoned and pending sides count as complete; what comes late is ignored.
     * Each abandoned call is counted and logged.
     */
    public static final String REVOKE = "REVOKE";

    /** At the deadline: interrupts the threads inside; a second later does as {@link #REVOKE}. */
    public static final String INTERRUPT = "INTERRUPT";

    private UnloadPolicy() {}
}
