// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Registers clients and providers of NPIs, and captures providers.
 *
 * <p>There are two kinds, which differ in what ends together. What is registered with {@link ModuleRegistrations}
 * belongs to one network module. What is registered with {@link NetworkModuleRegistrar} belongs to the bundle.
 *
 * @since 1.0
 */
@ProviderType
public interface NpiRegistrar {
    /**
     * Registers a client and proposes every provider of its NPI to it, in the order of their
     * registration [C-64, A-8].
     *
     * <p>The proposals run on this thread. All have been answered when this method returns. Neither their
     * outcome nor the absence of providers changes its result [C-55, C-96]. So register last, when everything that
     * the callbacks need is in place [C-53], and hold no lock that they need [B-25].
     *
     * <p>Callbacks can run before the caller has the handle [C-68]. Each proposal has it, too: see
     * {@link ProviderProposal#registration()}. If a callback ends the registration, this method returns the handle
     * all the same.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param client what to register; may be registered several times
     * @return the handle, which ends this registration before the others [C-50]
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if the filter of its selection is invalid; nothing is registered
     * @throws IllegalStateException if the unload of the module has begun, or its bundle or the registrar is stopping
     *     or stopped; nothing is registered
     */
    <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client);

    /**
     * Registers a provider and proposes it to every client of its NPI, in the order of their
     * registration [C-65, A-8]. Otherwise as {@link #registerClient}.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param provider what to register; may be registered several times
     * @return the handle, which ends this registration before the others [C-50]
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if a characteristic has the name of an attribute, see {@link Selection};
     *     nothing is registered
     * @throws IllegalStateException if the unload of the module has begun, or its bundle or the registrar is stopping
     *     or stopped; nothing is registered
     */
    <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider);

    /**
     * Captures the best provider of an NPI now, or as soon as there is one [C-190].
     *
     * <p>Providers are asked as by a client with {@link Selection#best(String)}. Those that are there are asked on
     * this thread, inside this method; it waits for their answers without limit. Those that register within the time
     * are asked on their threads. Declined ones are not asked again. This method returns as soon as one is attached.
     * A capture that fails leaves nothing registered. When the unload of the module begins, a capture that waits
     * returns {@link Capture.Status#STOPPING} at once [C-192].
     *
     * <p>The registrar holds no lock while this method waits, so it may be called inside callbacks and counted calls.
     * What it waits for must then come from another thread, so give it a limit.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param request what to capture
     * @param atMost how long to wait for a provider; zero or less only looks, what does not fit into nanoseconds has
     *     no limit
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the request's filter is invalid
     */
    @CheckReturnValue
    <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost);

    /**
     * Captures any provider of an NPI without client dispatch, as {@link #capture(CaptureRequest, Duration)} does.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param atMost how long to wait for a provider
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     */
    @CheckReturnValue
    default <P> Capture<P> capture(Npi<Void, P> npi, Duration atMost) {
        return capture(CaptureRequest.of(npi), atMost);
    }

    /**
     * Captures any provider of an NPI with client dispatch, as {@link #capture(CaptureRequest, Duration)} does.
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
    @CheckReturnValue
    default <C, P> Capture<P> capture(Npi<C, P> npi, C dispatch, Duration atMost) {
        return capture(CaptureRequest.of(npi, dispatch), atMost);
    }
}
