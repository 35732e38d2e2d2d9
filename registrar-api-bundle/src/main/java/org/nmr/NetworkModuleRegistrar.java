// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The registrar, as an OSGi service.
 *
 * <p>Each bundle gets its own view of the service. What a bundle registers belongs to it. If the module has not ended
 * that when the bundle or the registrar stops, the registrar ends it, with the same waiting.
 * Don't hand the service object on to another bundle.
 *
 * @since 1.0
 */
@ProviderType
public interface NetworkModuleRegistrar extends NpiRegistrar {
    /**
     * Opens a module: a group of registrations that are unloaded together, at the latest when the bundle
     * stops [C-158, C-166].
     *
     * @param name the module's name in logs and reports
     * @return the module, without registrations
     * @throws NullPointerException if the name is {@code null}
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped
     */
    ModuleRegistrations openModule(String name);
}
