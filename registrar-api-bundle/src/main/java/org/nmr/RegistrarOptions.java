// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The names of the options of a registrar that {@link UnloadPolicy} does not contain.
 *
 * <p>The registrar looks for each option first in its configuration with the PID {@link #PID}, then among the
 * framework's properties. A changed configuration also applies to waits that have begun, within a second. The one
 * exception is {@link #ABSENCE_REPORT_AFTER}: where it applies there is no registrar, so it is a property only.
 *
 * @since 1.0
 */
public final class RegistrarOptions {
    /** The PID of the registrar's configuration. */
    public static final String PID = "nmr.registrar";

    /**
     * The duration that unloads may take from the moment when the framework begins to stop. When it has passed, the
     * registrar revokes the bindings that are outstanding. The value is a duration as in {@link UnloadPolicy}, or
     * {@code none} for no limit. Default: 25 seconds, which is less than Equinox and service managers wait.
     */
    public static final String SHUTDOWN_BUDGET = "nmr.shutdown.budget";

    /**
     * Whether reports tell where and when each call in flight began: {@code true} or {@code false}. Default:
     * {@code false}. A change applies to bindings that are attached afterwards. With {@code true} their calls are
     * slower.
     */
    public static final String DEBUG = "nmr.debug";

    /**
     * The duration for which a client finds no provider until the log says so: once for each client registration, at
     * INFO, with what comes nearest to a provider. A client that was attached before is not reported. The value is a
     * duration as in {@link UnloadPolicy}, or {@code none} for never. Default: 30 seconds.
     */
    public static final String CLIENT_REPORT_AFTER = "nmr.client.report.after";

    /**
     * The duration after the start of a {@link NetworkModuleActivator} until it warns that no registrar has come. While
     * the framework starts, the activator goes on waiting. The value is a duration above 0 as in {@link UnloadPolicy},
     * or {@code none} for no warning. Default: 10 seconds. It is a property of the framework, never a part of the
     * configuration.
     */
    public static final String ABSENCE_REPORT_AFTER = "nmr.absence.report.after";

    private RegistrarOptions() {}
}
