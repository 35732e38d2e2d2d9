// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The handle of one registration. Two distinct subtypes exist, so the roles cannot be mixed up.
 *
 * @since 1.0
 */
@ProviderType
public interface Registration extends AutoCloseable {
    /**
     * Returns the self-description as peers see it, with the owner filled in.
     *
     * @return the instance
     */
    RegistrationInstance instance();

    /**
     * Starts the end of this registration and of all its bindings [C-110, C-111, C-147].
     *
     * <p>From now on nothing more is proposed [C-162]. For each binding both sides' {@code detach} run on this
     * thread before this method returns, and both cleanups if both sides are done. It waits for
     * nobody: a proposal that is running on another thread ends its binding itself. It may be called inside
     * any callback.
     *
     * <p>The handle is stale afterwards: keep what this method returns. If the registrar has begun the end
     * already, because the bundle or the registrar stops, the first call returns that one.
     *
     * @return the end of this registration, to be awaited [C-148, C-154]
     * @throws IllegalStateException if this method or {@link #close()} was called before [A-5, B-4]
     */
    Deregistration deregister();

    /**
     * Deregisters, if that has not begun, and waits until it is complete: the Unload rule in one call
     * [C-163, C-164].
     *
     * <p>May be called again, by several threads, and after {@link #deregister()}.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}; the deregistration has begun all the same
     */
    @Override
    void close();
}
