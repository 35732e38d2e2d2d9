// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The OSGi service of the registrar.
 *
 * <p>Each bundle gets its own service object. What a bundle registers with it belongs to this bundle. If the bundle has
 * not ended it when the bundle or the registrar stops, the registrar ends it and waits in the same way. Do not
 * pass the service object to another bundle.
 *
 * <p>The bundle that publishes the service provides the capability {@code osgi.implementation} with the name
 * {@link #IMPLEMENTATION} and the version {@link #IMPLEMENTATION_VERSION}. {@link RequireNetworkModuleRegistrar}
 * requires it.
 *
 * @since 1.0
 */
@ProviderType
public interface NetworkModuleRegistrar extends NpiRegistrar {
    /** The name of the registrar's capability in the namespace {@code osgi.implementation}. */
    String IMPLEMENTATION = "org.nmr";

    /** The version of the registrar's capability. It follows the version of the package {@code org.nmr}. */
    String IMPLEMENTATION_VERSION = "1.0.0";

    /**
     * Opens a module: a group of registrations that are unloaded together, at the latest when the bundle stops [C-158,
     * C-166].
     *
     * @param name the module's name in logs and reports
     * @return the module, which has no registration yet
     * @throws NullPointerException if the name is {@code null}
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped
     */
    ModuleRegistrations openModule(String name);
}
