// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An object that registers clients and providers of NPIs, and captures providers.
 *
 * <p>There are two kinds, which differ in what they end together. What is registered with {@link ModuleRegistrations}
 * belongs to one network module. What is registered with {@link NetworkModuleRegistrar} belongs to the bundle.
 *
 * @since 1.0
 */
@ProviderType
public interface NpiRegistrar {
    /**
     * Registers a client, and proposes every provider of its NPI to it, in the order of their registration [C-64, A-8].
     *
     * <p>The proposals run on this thread. When this method returns, all of them are answered. Their outcome does
     * not change the result of this method, and neither does the absence of providers [C-55, C-96].
     *
     * <p>Register last, when everything that the callbacks need is ready [C-53]. Hold no lock that they need [B-25].
     *
     * <p>Callbacks may run before this method has returned the handle [C-68]. Each proposal has the handle, too: see
     * {@link ProviderProposal#registration()}. If a callback ends the registration, this method still returns the
     * handle.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param client the client; it may be registered several times
     * @return the handle, with which the module can end this registration before the others [C-50]
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if the filter of its selection is invalid; nothing is registered
     * @throws IllegalStateException if the unload of the module has begun, or its bundle or the registrar is stopping
     *     or stopped; nothing is registered
     */
    <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client);

    /**
     * Registers a provider, and proposes it to every client of its NPI, in the order of their registration [C-65, A-8].
     * Otherwise it does the same as {@link #registerClient}.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param provider the provider; it may be registered several times
     * @return the handle, with which the module can end this registration before the others [C-50]
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if a characteristic has the name of an attribute that the registrar adds, see
     *     {@link Selection}; nothing is registered
     * @throws IllegalStateException if the unload of the module has begun, or its bundle or the registrar is stopping
     *     or stopped; nothing is registered
     */
    <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider);

    /**
     * Captures the best provider of an NPI, now or as soon as one is there [C-190].
     *
     * <p>The registrar asks the providers as for a client with {@link Selection#best(String)}:
     *
     * <ul>
     * <li>It asks the providers that are there on this thread, inside this method. It waits for their answers without a
     *     time limit.
     * <li>It asks providers that register within the timeout on the threads that register them.
     * <li>It does not ask a provider again that has declined.
     * </ul>
     *
     * This method returns as soon as one is attached. A capture that fails leaves nothing registered. When the unload
     * of the module begins, a capture that waits returns {@link Capture.Status#STOPPING} at once [C-192].
     *
     * <p>The registrar holds no lock while this method waits, so it may be called inside callbacks and counted calls.
     * Then another thread must bring the provider, so give a timeout.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param request which provider to capture
     * @param atMost the timeout of the wait for a provider. With zero or less this method does not wait for one. A
     *     duration that does not fit into nanoseconds is no limit
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the request's filter is invalid
     * @throws IllegalStateException if this thread is inside too many registrations, one inside a callback of the other
     */
    @CheckReturnValue
    <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost);

    /**
     * Captures any provider of an NPI without client dispatch, as {@link #capture(CaptureRequest, Duration)} does.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param atMost the timeout of the wait for a provider
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
     * @param dispatch the client's dispatch, which the provider calls
     * @param atMost the timeout of the wait for a provider
     * @return the capture, attached or with the reason why not; close it
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the dispatch is not of the NPI's client dispatch type
     */
    @CheckReturnValue
    default <C, P> Capture<P> capture(Npi<C, P> npi, C dispatch, Duration atMost) {
        return capture(CaptureRequest.of(npi, dispatch), atMost);
    }
}
