// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Optional;
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
     * <p>The handle is used up afterwards: this method must not be called again. If the registrar has begun the end
     * already, because the module is unloaded or the bundle or the registrar stops, the first call returns that end.
     * {@link #end()} returns the end at any time.
     *
     * @return the end of this registration, to be awaited [C-148, C-154]
     * @throws IllegalStateException if this method or {@link #close()} was called before [A-5, B-4]
     */
    @CheckReturnValue
    Deregistration deregister();

    /**
     * Returns the end of this registration, once it has begun: by {@link #deregister()} or {@link #close()}, by the
     * unload of its module, or by the stop of its bundle or of the registrar.
     *
     * <p>Begins nothing itself, and leaves the handle as it is: {@link #deregister()} may still be called, once.
     *
     * @return the end, also when it is complete; empty while it has not begun
     */
    Optional<Deregistration> end();

    /**
     * Tells whether the end of this registration has begun, whoever has begun it.
     *
     * @return true from then on, also when the end is complete
     */
    default boolean isEnding() {
        return end().isPresent();
    }

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

    /**
     * Deregisters, if that has not begun, and waits until it is complete, at most for the given time. Otherwise as
     * {@link #close()}.
     *
     * @param atMost the limit; zero or less only begins the deregistration and looks
     * @return true if the deregistration is complete
     * @throws NullPointerException if the argument is {@code null}; nothing has begun
     * @throws IllegalStateException as for {@link Deregistration#await(Duration)}; the deregistration has begun all
     *     the same
     */
    @CheckReturnValue
    boolean close(Duration atMost);
}
