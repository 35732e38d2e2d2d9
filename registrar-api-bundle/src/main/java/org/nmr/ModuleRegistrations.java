// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The registrations of one network module: what it registers through this object is unloaded
 * together [C-158, C-167].
 *
 * <p>A module that is not unloaded when its bundle stops ends then: the end begins before the bundle's {@code stop()},
 * and is awaited when {@code stop()} has returned, before the framework goes on.
 *
 * @since 1.0
 */
@ProviderType
public interface ModuleRegistrations extends NpiRegistrar, AutoCloseable {
    /**
     * Tells whether each client of this module has the provider that it {@linkplain Selection#required() requires}.
     *
     * <ul>
     * <li>A client counts from the return of {@link #registerClient} until its end begins. So a client that the module
     *     ends before the others requires nothing any more.
     * <li>A module is not satisfied while its {@link NetworkModule#register} runs, or after that has failed.
     * <li>A module is not satisfied, and never will be again, once its unload has begun.
     * <li>Otherwise a module whose clients require no provider is satisfied.
     * </ul>
     *
     * @return true if so
     */
    boolean isSatisfied();

    /**
     * Lets something follow this module: it begins when the module is {@linkplain #isSatisfied() satisfied}, and ends
     * when that is over, as often as this happens. {@link Follower} says on which thread, and in which order.
     *
     * <p>If the module is satisfied now, the follower begins before this method returns, unless a thread is inside a
     * follower of this module. Inside {@code register} the order of this call and of the registrations does not matter.
     * Elsewhere register the clients first.
     *
     * @param follower what begins and ends, until the module is unloaded
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalStateException if the unload of this module has begun
     */
    void whileSatisfied(Follower follower);

    /**
     * Begins the unload: deregisters everything. Waits for no thread and no module [C-159].
     *
     * <p>May be called again and inside callbacks; what is returned then is complete at the same moment.
     *
     * @return the end of all registrations of this module, and of its running {@code register}
     */
    @CheckReturnValue
    Deregistration unload();

    /**
     * Returns the end of this module, once it has begun: by {@link #unload()} or {@link #close()}, by the withdrawal
     * of the {@link NetworkModule}, or by the stop of the bundle or of the registrar. Begins nothing itself.
     *
     * @return the end, also when it is complete; empty while it has not begun
     */
    Optional<Deregistration> end();

    /**
     * Tells whether the end of this module has begun, whoever has begun it.
     *
     * @return true from then on, also when the end is complete
     */
    default boolean isEnding() {
        return end().isPresent();
    }

    /**
     * Unloads and waits until everything is detached and cleaned up [C-163, C-164, C-167].
     *
     * <p>May be called again and by several threads.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}; the unload has begun all the same
     */
    @Override
    void close();

    /**
     * Unloads and waits until everything is detached and cleaned up, at most for the given time. Otherwise as
     * {@link #close()}.
     *
     * @param atMost the limit; zero or less only begins the unload and looks
     * @return true if the unload is complete
     * @throws NullPointerException if the argument is {@code null}; nothing has begun
     * @throws IllegalStateException as for {@link Deregistration#await(Duration)}; the unload has begun all the same
     */
    @CheckReturnValue
    boolean close(Duration atMost);
}
