// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that shows the present state of a registrar. The registrar publishes it beside its own service.
 *
 * <p>The service property {@code service.changecount} grows when the registrations, bindings or unloads have changed.
 * The registrar writes it at most once a second. Any thread may call all methods, also inside callbacks and calls. They
 * wait for no thread and no module.
 *
 * @since 1.0
 */
@ProviderType
public interface RegistrarRuntime {
    /**
     * Returns everything that is registered and attached, without the stacks of threads.
     *
     * <p>The copy of each binding is consistent. Different bindings are copied one after the other.
     *
     * @return a copy
     */
    RegistrarDTO getRegistrar();

    /**
     * Returns the unloads in progress, with the stacks of the threads that hold them up.
     *
     * @return copies, the oldest first; empty if no unload is in progress
     */
    List<UnloadDTO> getUnloads();

    /**
     * Returns the unloads in progress of the modules and registrations of one bundle, with the stacks of the threads
     * that hold them up: the answer to "who blocks?".
     *
     * @param bundleId the id of the bundle
     * @return copies, the oldest first; empty if no unload of this bundle is in progress
     */
    List<UnloadDTO> getUnloads(long bundleId);

    /**
     * Returns what does not go on, and why: the ends that wait, and the registrations without a peer that should have
     * one. The stacks of the threads inside are part of it.
     *
     * @return the most serious first, then the oldest; empty if nothing is wrong
     */
    List<FindingDTO> getFindings();

    /**
     * Returns what does not go on with one bundle, module or NPI, and why. If nothing is wrong with it, the finding
     * says so, and tells what an unload would wait for now.
     *
     * @param name the id or symbolic name of a bundle, the name of a module, or the id of an NPI
     * @return the most serious first, then the oldest; never empty
     * @throws NullPointerException if the name is {@code null}
     * @throws IllegalArgumentException if the registrar knows nothing of that name
     */
    List<FindingDTO> getFindings(String name);

    /**
     * Revokes one binding, so that nothing holds up its end any more: its calls in flight are abandoned, and a side
     * that is pending counts as complete. If such a call returns later, or such a side says later that it is done,
     * nothing happens. If no callback of the binding runs, the cleanups run on this thread.
     *
     * <p>A thread that is still inside may run into the code of a bundle that is gone. Use this method only when the
     * alternative is to kill the process.
     *
     * @param bindingId the {@link BindingDTO#id}
     * @return what was revoked, for operators
     * @throws NullPointerException if the id is {@code null}
     * @throws IllegalArgumentException if there is no such binding
     * @throws IllegalStateException if there is nothing to revoke: no end waits for that binding, or it was revoked
     *     within the last second
     */
    String revoke(String bindingId);
}
