// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Shows what a registrar does now; published as a service beside it.
 *
 * <p>The service property {@code service.changecount} grows when the registrations, bindings or unloads have changed;
 * it is written at most once a second. All methods may be called by any thread, inside callbacks and calls too, and
 * wait for nobody.
 *
 * @since 1.0
 */
@ProviderType
public interface RegistrarRuntime {
    /**
     * Returns everything that is registered and attached, without the stacks of threads.
     *
     * <p>Each binding is consistent in itself; different ones are looked at one after the other.
     *
     * @return a copy
     */
    RegistrarDTO getRegistrar();

    /**
     * Returns the unloads in progress, with the stacks of the threads that hold them up.
     *
     * @return copies, the oldest first; empty if nobody is waited for
     */
    List<UnloadDTO> getUnloads();

    /**
     * Answers "who blocks?": the unloads in progress of one bundle's modules and registrations, with stacks.
     *
     * @param bundleId the bundle
     * @return copies, the oldest first; empty if the bundle waits for nobody
     */
    List<UnloadDTO> getUnloads(long bundleId);

    /**
     * Gives up what holds one binding's end up: its calls in flight are abandoned, and a side that is pending counts as
     * complete. What comes late is ignored. The cleanups run on this thread, if no callback of the binding runs.
     *
     * <p>Whoever still is inside may run into a bundle that is gone: use it only when the alternative is to kill the
     * process.
     *
     * @param bindingId the {@link BindingDTO#id}
     * @return what was revoked, for people
     * @throws NullPointerException if the id is {@code null}
     * @throws IllegalArgumentException if there is no such binding
     * @throws IllegalStateException if there is nothing to revoke: nobody waits for the end of that binding, or it was
     *     revoked within the last second
     */
    String revoke(String bindingId);
}
