// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.Collection;
import org.nmr.Deregistration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that ends modules while their bundle goes on running: for tools that unload a bundle before the framework
 * stops it, so that the framework waits for nothing. The registrar publishes it beside its own service.
 *
 * <p>What was ended stays so until the framework has stopped the bundle and started it again, or until the registrar
 * was restarted. Any thread may call all methods, also inside callbacks and calls. They wait for no thread and no
 * module, but they call {@code detach} callbacks. For a bundle that is not there, does not run or has no modules they
 * do nothing, and the end that they return is complete.
 *
 * @since 1.0
 */
@ProviderType
public interface BundleUnloads {
    /**
     * Refuses new registrations of a bundle. What it has registered stays. A registration that is refused throws an
     * {@link IllegalStateException} that names the drain. Each call counts, because several drains may refuse at once.
     *
     * @param bundleId the id of the bundle
     */
    void refuseRegistrations(long bundleId);

    /**
     * Takes back one call of {@link #refuseRegistrations}. When all are taken back, the bundle may register again, if
     * {@link #unload} was not called since the bundle was started. A published module that was refused meanwhile is not
     * loaded by this. Without such a call it does nothing.
     *
     * @param bundleId the id of the bundle
     */
    void allowRegistrations(long bundleId);

    /**
     * Begins the end of some registrations of a bundle, as if their module had deregistered them. The module may still
     * use its handles.
     *
     * @param bundleId the id of the bundle
     * @param registrationIds the {@link RegistrationDTO#id} of each; those that the bundle does not have are left out
     * @return the end of all of them
     * @throws NullPointerException if the collection is {@code null}
     */
    Deregistration deregister(long bundleId, Collection<Long> registrationIds);

    /**
     * Begins the unload of all modules of a bundle, as if the bundle was stopping.
     *
     * @param bundleId the id of the bundle
     * @return the end of all its modules
     */
    Deregistration unload(long bundleId);

    /**
     * Begins the unload of all modules of a bundle, as {@link #unload} does, if its registrations are refused now. A
     * bundle that was stopped and started again since {@link #refuseRegistrations} is not refused, and stays.
     *
     * @param bundleId the id of the bundle
     * @return the end of all its modules; complete if its registrations are not refused
     */
    Deregistration unloadRefused(long bundleId);

    /**
     * Tells whether {@link #unload} was called for the bundle since it was started: then none of its modules is loaded
     * before the bundle is restarted.
     *
     * @param bundleId the id of the bundle
     * @return true if its modules are unloaded or unloading, and the bundle was not stopped since
     */
    boolean isUnloaded(long bundleId);
}
