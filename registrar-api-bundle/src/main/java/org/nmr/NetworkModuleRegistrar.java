// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The registrar, as an OSGi service.
 *
 * <p>Each bundle gets its own view of the service; what it registers belongs to it and is ended, with the
 * same waiting, when the bundle or the registrar stops and the module has not done so itself.
 * Don't hand the service object on to another bundle.
 *
 * @since 1.0
 */
@ProviderType
public interface NetworkModuleRegistrar {
    /**
     * Registers a client and proposes every provider of its NPI to it, in the order of their
     * registration [C-64, A-8].
     *
     * <p>The proposals run on this thread and have been answered when this method returns. Their outcome
     * does not change its result, nor does the absence of providers [C-55, C-96]. So register last, when everything that
     * the callbacks need is in place [C-53], and hold no lock that they need [B-25]. Callbacks can run before
     * the caller has the handle [C-68].
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param client what to register; may be registered several times
     * @return the handle, which is needed to deregister [C-50]
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if the filter of its selection is invalid; nothing is registered
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped; nothing is registered
     */
    <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client);

    /**
     * Registers a provider and proposes it to every client of its NPI, in the order of their
     * registration [C-65, A-8]. Otherwise as {@link #registerClient}.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param provider what to register; may be registered several times
     * @return the handle, which is needed to deregister [C-50]
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if a characteristic has the name of an attribute, see {@link Selection}; nothing is
     *     registered
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped; nothing is registered
     */
    <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider);

    /**
     * Captures the best provider of an NPI now, or as soon as there is one [C-190].
     *
     * <p>It belongs to what this bundle registers by hand. Providers are asked as by a client with {@link Selection#best(String)}: those that are there on this thread,
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
     * Opens a module: a group of registrations that are unloaded together, at the latest when the bundle
     * stops [C-158, C-166].
     *
     * @param name the module's name in logs and reports
     * @return the module, without registrations
     * @throws NullPointerException if the name is {@code null}
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped
     */
    ModuleRegistrations openModule(String name);
}
