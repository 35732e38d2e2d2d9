// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The handle of one registration. It has a subtype for each role, so the roles cannot be mixed up.
 *
 * @since 1.0
 */
@ProviderType
public interface Registration extends AutoCloseable {
    /**
     * Returns the self-description as peers see it, with the owner and the id that the registrar has filled in.
     *
     * @return the instance
     */
    RegistrationInstance instance();

    /**
     * Begins the end of this registration and of all its bindings [C-110, C-111, C-147].
     *
     * <p>From now on the registrar proposes nothing more for this registration [C-162]. For each binding it calls
     * {@code detach} of both sides on this thread before this method returns. If both sides are done, it also calls
     * both cleanups. This method waits for no thread and no module: a proposal that runs on another thread ends its
     * binding itself. It may be called inside any callback.
     *
     * <p>This method must not be called a second time. The registrar may have begun the end already, because the module
     * is unloaded, or the bundle or the registrar stops. Then the first call returns that end. {@link #end()} returns
     * the end at any time.
     *
     * @return the end of this registration, to be awaited [C-148, C-154]
     * @throws IllegalStateException if this method or {@link #close()} was called before [A-5, B-4]
     */
    @CheckReturnValue
    Deregistration deregister();

    /**
     * Returns the end of this registration, once it has begun. This method begins nothing.
     *
     * <p>The end begins by {@link #deregister()} or {@link #close()}, by the unload of the module, or by the stop of
     * the bundle or of the registrar. {@link #deregister()} may still be called once after this method.
     *
     * @return the end, also when it is complete; empty while it has not begun
     */
    Optional<Deregistration> end();

    /**
     * Tells whether the end of this registration has begun, in any of the ways that {@link #end()} names.
     *
     * @return true once the end has begun, also when it is complete
     */
    default boolean isEnding() {
        return end().isPresent();
    }

    /**
     * Deregisters, and waits until the deregistration is complete: the Unload rule in one call [C-163, C-164]. If the
     * deregistration has begun already, this method only waits.
     *
     * <p>Several threads may call it, more than once, and after {@link #deregister()}.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}; the deregistration has begun in this case,
     *     too
     */
    @Override
    void close();

    /**
     * Deregisters, and waits until the deregistration is complete, at most for the given timeout. Otherwise it does the
     * same as {@link #close()}.
     *
     * @param atMost the timeout; with zero or less this method begins the deregistration and does not wait
     * @return true if the deregistration is complete
     * @throws NullPointerException if the argument is {@code null}; then the deregistration has not begun
     * @throws IllegalStateException as for {@link Deregistration#await(Duration)}; the deregistration has begun in this
     *     case, too
     */
    @CheckReturnValue
    boolean close(Duration atMost);
}
