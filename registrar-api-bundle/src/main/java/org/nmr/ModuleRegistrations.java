// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.time.Duration;
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
public interface ModuleRegistrations extends AutoCloseable {
    /**
     * Registers a client, as {@link NetworkModuleRegistrar#registerClient} does.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param client what to register
     * @return the handle, for a module that ends this registration before the others
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if the filter of its selection is invalid; nothing is registered
     * @throws IllegalStateException if the unload of this module has begun; nothing is registered
     */
    <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client);

    /**
     * Registers a provider, as {@link NetworkModuleRegistrar#registerProvider} does.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param provider what to register
     * @return the handle, for a module that ends this registration before the others
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if a characteristic has the name of an attribute, see {@link Selection}; nothing is
     *     registered
     * @throws IllegalStateException if the unload of this module has begun; nothing is registered
     */
    <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider);

    /**
     * Captures the best provider of an NPI now, or as soon as there is one [C-190].
     *
     * <p>It belongs to this module. Providers are asked as by a client with {@link Selection#best(String)}: those that are there on this thread,
     * inside this method, whose answers are waited for however long they take; then those that register within the time, on
     * their threads. Declined ones are not asked again. Returns as soon as one is attached. A capture that fails leaves
     * nothing registered. When the unload of the module begins, a capture that waits returns
     * {@link Capture.Status#STOPPING} at once [C-192].
     *
     * <p>Holds no lock of the registrar while it waits, so it may be called inside callbacks and counted calls; what it waits
     * for must then come from another thread, so give it a limit.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param request what to capture
     * @param atMost how long to wait for a provider; zero or less only looks, what does not fit into nanoseconds has no limit
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the request's filter is invalid
     */
    <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost);

    /**
     * Does the same for any provider of an NPI without client dispatch.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param atMost how long to wait for a provider
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     */
    default <P> Capture<P> capture(Npi<Void, P> npi, Duration atMost) {
        return capture(CaptureRequest.of(npi), atMost);
    }

    /**
     * Does the same for any provider of an NPI with client dispatch.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param dispatch what the provider calls this client through
     * @param atMost how long to wait for a provider
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the dispatch is not of the NPI's client dispatch type
     */
    default <C, P> Capture<P> capture(Npi<C, P> npi, C dispatch, Duration atMost) {
        return capture(CaptureRequest.of(npi, dispatch), atMost);
    }

    /**
     * Starts the unload: deregisters everything and waits for nobody [C-159].
     *
     * <p>May be called again and inside callbacks; what is returned then is complete at the same moment.
     *
     * @return the end of all registrations of this module, and of its running {@code register}
     */
    Deregistration unload();

    /**
     * Unloads and waits until everything is detached and cleaned up [C-163, C-164, C-167].
     *
     * <p>May be called again and by several threads.
     *
     * @throws IllegalStateException as for {@link Deregistration#await()}; the unload has begun all the same
     */
    @Override
    void close();
}
