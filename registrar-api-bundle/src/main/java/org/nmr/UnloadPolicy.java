// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The names and values of the unload policy: when a waiting thread reports, when its deadline is, and what happens at
 * the deadline.
 *
 * <p>The registrar looks for each option in three places, in this order:
 *
 * <ol>
 *   <li>the {@linkplain RegistrationInstance#characteristics() characteristics} of the registration that ends,
 *   <li>the registrar's configuration with the PID {@link RegistrarOptions#PID},
 *   <li>the framework's properties.
 * </ol>
 *
 * <p>The registrar reads the characteristics once, when the registration is made. If it cannot read a value, or if the
 * type of a value is a module's own, it refuses the registration. A changed configuration also applies to waits that
 * have begun, within a second. The waiting threads apply the policy. So an end that no thread awaits has no deadline.
 *
 * <p>A duration is written in one of these forms:
 *
 * <ul>
 *   <li>a number of milliseconds, as a number or a text,
 *   <li>a text such as {@code PT30S},
 *   <li>a {@link java.time.Duration}.
 * </ul>
 *
 * @since 1.0
 */
public final class UnloadPolicy {
    /**
     * The duration after which a waiting thread reports in the log for whom it waits. Each further interval is twice as
     * long as the one before. Default: 5 seconds.
     */
    public static final String REPORT_AFTER = "nmr.unload.report.after";

    /**
     * The duration from the start of a deregistration until {@link #AT_DEADLINE} applies. Default: {@code none}, no
     * deadline.
     */
    public static final String DEADLINE = "nmr.unload.deadline";

    /** What happens at the deadline: {@link #WAIT}, {@link #REVOKE} or {@link #INTERRUPT}. Default: {@code WAIT}. */
    public static final String AT_DEADLINE = "nmr.unload.at.deadline";

    /** At the deadline the thread continues to wait, and says so in the log. */
    public static final String WAIT = "WAIT";

    /**
     * At the deadline the registrar abandons the calls in flight, and counts the sides that are pending as complete. It
     * counts and logs each abandoned call. If a side says later that it is complete, nothing happens.
     */
    public static final String REVOKE = "REVOKE";

    /**
     * At the deadline the registrar interrupts the threads inside. A second later it revokes the bindings that are
     * still outstanding.
     */
    public static final String INTERRUPT = "INTERRUPT";

    private UnloadPolicy() {}
}
