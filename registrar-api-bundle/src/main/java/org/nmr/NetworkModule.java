// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A network module, as its author writes it: an object that registers clients and providers.
 *
 * <p>A bundle publishes it as an OSGi service, and it is a network module as long as it is published. The registrar
 * calls {@link #register}. The withdrawal of the service blocks until the module is unloaded. So a Declarative Services
 * component that provides this interface is drained before it is deactivated.
 *
 * <p>During this wait the thread that withdraws the service runs only callbacks of the module. So if a caller is
 * blocked inside the module, the module must release it in {@link BindingContext#detach()}. The {@code deactivate()} of
 * a component comes too late for that. Only a bundle that leaves the service registered until its {@code stop()} has
 * returned can release the caller in {@code stop()}.
 *
 * <p>While no registrar is there, nothing calls the module, and nothing says so: only a
 * {@link NetworkModuleActivator} warns. So annotate a class that publishes a {@code NetworkModule} in another way with
 * {@link RequireNetworkModuleRegistrar}.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface NetworkModule {
    /**
     * The service property with the name of the module in logs and reports. Without it, the module has the name of its
     * component or bundle.
     */
    String NAME = "nmr.module";

    /**
     * Registers the module's clients and providers.
     *
     * <p>The registrar calls it once it and the module are both there, each time that this becomes true. It calls it on
     * the thread that publishes the module, or on the thread that starts the registrar. For one publication it never
     * calls it on two threads at the same time. The registrar unloads the registrations when the module is withdrawn or
     * the registrar stops. So an implementation need not keep them.
     *
     * @param nmr the object with which the module registers, until its unload begins
     * @throws Exception if the module cannot register. Then the registrar unloads what the module has registered. It
     *     logs the failure, or {@link NetworkModuleActivator#start} rethrows it
     */
    void register(ModuleRegistrations nmr) throws Exception;
}
