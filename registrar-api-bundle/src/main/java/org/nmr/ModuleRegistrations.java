// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The registrations of one network module. What the module registers through this object is unloaded together [C-158,
 * C-167].
 *
 * <p>If the module is not unloaded when its bundle stops, the registrar ends it. The end begins before the bundle's
 * {@code stop()}. The registrar awaits it after {@code stop()} has returned, before the framework goes on.
 *
 * @since 1.0
 */
@ProviderType
public interface ModuleRegistrations extends NpiRegistrar, AutoCloseable {
    /**
     * Tells whether this module is satisfied: each of its clients has the provider that it
     * {@linkplain Selection#required() requires}.
     *
     * <ul>
     * <li>A client counts from the return of {@link #registerClient} until its end begins. So a client that the module
     *     ends early requires nothing any more.
     * <li>While {@link NetworkModule#register} runs, and after it has failed, the module is not satisfied.
     * <li>Once the unload of the module has begun, the module is not satisfied and never will be again.
     * <li>Otherwise a module whose clients require no provider is satisfied.
     * </ul>
     *
     * @return true if the module is satisfied
     */
    boolean isSatisfied();

    /**
     * Adds a follower to this module. The registrar begins it when the module becomes {@linkplain #isSatisfied()
     * satisfied}, and closes it when the module is no longer satisfied, each time. {@link Follower} says on which
     * thread, and in which order.
     *
     * <p>If the module is satisfied now, the follower begins before this method returns, unless a thread is inside a
     * follower of this module. Inside {@code register} a module may call this method before or after it registers its
     * clients. Elsewhere it registers the clients first.
     *
     * @param follower what the registrar begins and closes, until the module is unloaded
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalStateException if the unload of this module has begun
     */
    void whileSatisfied(Follower follower);

    /**
     * Begins the unload: deregisters everything. It waits for no thread and no module [C-159].
     *
     * <p>It may be called again, and inside callbacks. All returned ends are complete at the same moment.
     *
     * @return the end of all registrations of this module, and of its running {@code register}
     */
    @CheckReturnValue
    Deregistration unload();

    /**
     * Returns the end of this module, once it has begun. This method begins nothing.
     *
     * <p>The end begins by {@link #unload()} or {@link #close()}, by the withdrawal of the {@link NetworkModule}, or by
     * the stop of the bundle or of the registrar.
     *
     * @return the end, also when it is complete; empty while it has not begun
     */
    Optional<Deregistration> end();

    /**
     * Tells whether the end of this module has begun, in any of the ways that {@link #end()} names.
     *
     * @return true once the end has begun, also when it is complete
     */
    default boolean isEnding() {
        return end().isPresent();
    }

    /**
     * Unloads this module, and waits until everything is detached and cleaned up [C-163, C-164, C-167].
     *
     * <p>Several threads may call it, and more than once.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}; the unload has begun in this case, too
     */
    @Override
    void close();

    /**
     * Unloads this module, and waits until everything is detached and cleaned up, at most for the given timeout.
     * Otherwise it does the same as {@link #close()}.
     *
     * @param atMost the timeout; with zero or less this method begins the unload and does not wait
     * @return true if the unload is complete
     * @throws NullPointerException if the argument is {@code null}; then the unload has not begun
     * @throws IllegalStateException as for {@link Deregistration#await(Duration)}; the unload has begun in this case,
     *     too
     */
    @CheckReturnValue
    boolean close(Duration atMost);
}
