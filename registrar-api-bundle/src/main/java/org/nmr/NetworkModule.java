// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a module author writes: the registrations of one module.
 *
 * <p>Published as an OSGi service it is a network module for as long as it is published: the registrar calls
 * {@link #register}, and withdrawing the service blocks until the module is unloaded. So a
 * Declarative Services component that provides this interface is drained before it is deactivated.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface NetworkModule {
    /** The service property that names the module in logs and reports; else its component or bundle does. */
    String NAME = "nmr.module";

    /**
     * Registers the module's clients and providers.
     *
     * <p>Called when the registrar and the module meet: on the thread that publishes the module, or on
     * the one that starts the registrar; once for each time they meet, never at the same time for one
     * publication. The registrar unloads the registrations when the module is withdrawn or
     * the registrar stops; an implementation need not keep them.
     *
     * @param nmr where to register, until the unload begins
     * @throws Exception if the module cannot register; what it has registered is unloaded again, and the
     *     failure is logged or, in {@link NetworkModuleActivator#start}, rethrown
     */
    void register(ModuleRegistrations nmr) throws Exception;
}
