// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * The names of the options of a whole registrar, beside those of {@link UnloadPolicy}.
 *
 * <p>The registrar looks for each option in its configuration with the PID {@link #PID}, then among the framework's
 * properties. A changed configuration also applies to waits that have begun, within a second.
 *
 * @since 1.0
 */
public final class RegistrarOptions {
    /** The PID of the registrar's configuration. */
    public static final String PID = "nmr.registrar";

    /**
     * How long unloads may take from the moment the framework begins to stop. What is outstanding then is revoked. A
     * time as in {@link UnloadPolicy}, or {@code none} for no limit. Default: 25 seconds, which is less than the
     * patience of Equinox and of service managers.
     */
    public static final String SHUTDOWN_BUDGET = "nmr.shutdown.budget";

    /**
     * Whether reports tell where and when each call in flight was begun: {@code true} or {@code false}, the default. A
     * change applies to bindings that are attached afterwards. It makes their calls slower.
     */
    public static final String DEBUG = "nmr.debug";

    private RegistrarOptions() {}
}
