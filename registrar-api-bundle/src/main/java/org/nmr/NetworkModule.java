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
 * <p>Whoever withdraws the service runs no code of the module before the wait is over. So a caller that is blocked
 * inside the module must be let out in {@link BindingContext#detach()}: {@code deactivate()} of a component comes too
 * late for that. Only a bundle that leaves the service registered until its {@code stop()} has returned can do it in
 * {@code stop()}.
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
