// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The names and values of the unload policy: when a waiting thread reports, whether there is a deadline, and what
 * happens then.
 *
 * <p>The registrar looks for each of them in three places, in this order:
 *
 * <ol>
 *   <li>the {@linkplain RegistrationInstance#characteristics() characteristics} of the registration that ends,
 *   <li>the registrar's configuration with the PID {@link RegistrarOptions#PID},
 *   <li>the framework's properties.
 * </ol>
 *
 * <p>Characteristics are read once, when the registration is made. A value that cannot be read, or whose type is a
 * module's own, is refused then. A changed configuration also applies to waits that have begun, within a second. The
 * waiting threads apply the policy: an end that no thread awaits has no deadline.
 *
 * <p>A time is a number of milliseconds, as a number or a text; or a text such as {@code PT30S}; or a
 * {@link java.time.Duration}.
 *
 * @since 1.0
 */
public final class UnloadPolicy {
    /**
     * The time after which a waiting thread reports in the log for whom it waits. Each further interval is twice the
     * one before. Default: 5 seconds.
     */
    public static final String REPORT_AFTER = "nmr.unload.report.after";

    /** The time from the begin of an end until {@link #AT_DEADLINE} applies. Default: {@code none}, no deadline. */
    public static final String DEADLINE = "nmr.unload.deadline";

    /** What happens at the deadline: {@link #WAIT}, the default, {@link #REVOKE} or {@link #INTERRUPT}. */
    public static final String AT_DEADLINE = "nmr.unload.at.deadline";

    /** At the deadline: the thread goes on waiting, and says so in the log. */
    public static final String WAIT = "WAIT";

    /**
     * At the deadline: calls in flight are abandoned, and sides that are pending count as complete. Each abandoned call
     * is counted and logged. If a side says later that it is complete, nothing happens.
     */
    public static final String REVOKE = "REVOKE";

    /** At the deadline: the threads inside are interrupted. A second later the rest is revoked. */
    public static final String INTERRUPT = "INTERRUPT";

    private UnloadPolicy() {}
}
