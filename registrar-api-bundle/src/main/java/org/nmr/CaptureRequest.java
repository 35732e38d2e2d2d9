// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request of a capture: which providers may be captured, and what a provider sees of the client.
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @param npi the NPI
 * @param instance the self-description that providers read
 * @param dispatch the client's dispatch, which the provider calls; {@code null} only if the NPI has no client dispatch
 * @param filter which providers may be captured, as in {@link Selection}; empty for every provider
 * @since 1.0
 */
public record CaptureRequest<C, P>(
        Npi<C, P> npi,
        RegistrationInstance instance,
        @Nullable C dispatch,
        String filter) {
    /**
     * Checks the components. The capture checks whether the filter is valid.
     *
     * @param npi see {@link #npi()}
     * @param instance see {@link #instance()}
     * @param dispatch see {@link #dispatch()}
     * @param filter see {@link #filter()}
     * @throws NullPointerException if the NPI, the instance or the filter is {@code null}
     * @throws IllegalArgumentException if the instance describes another NPI, or if the dispatch is not of the NPI's
     *     client dispatch type
     */
    public CaptureRequest {
        Registrations.requireSameNpi("capture", npi, instance);
        Objects.requireNonNull(
                filter, () -> "capture of NPI " + npi.shown() + ": expected an LDAP filter or \"\", was null");
        Class<C> type = npi.clientDispatch();
        if (type == Void.class ? dispatch != null : !type.isInstance(dispatch)) {
            throw new IllegalArgumentException("capture of NPI " + npi.shown() + ": expected "
                    + (type == Void.class ? "no client dispatch" : "a client dispatch of " + Shown.of(type)) + ", was "
                    + (dispatch == null ? "none" : "one of " + Shown.of(dispatch.getClass())));
        }
    }

    /**
     * Returns a request for any provider of an NPI without client dispatch.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @return the request
     * @throws NullPointerException if the NPI is {@code null}
     */
    public static <P> CaptureRequest<Void, P> of(Npi<Void, P> npi) {
        return new CaptureRequest<>(npi, RegistrationInstance.of(npi), null, "");
    }

    /**
     * Returns a request for any provider of an NPI.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param dispatch the client's dispatch, which the provider calls
     * @return the request
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the dispatch is not of the NPI's client dispatch type
     */
    public static <C, P> CaptureRequest<C, P> of(Npi<C, P> npi, C dispatch) {
        Objects.requireNonNull(
                dispatch, () -> "capture of NPI " + npi.shown() + ": expected a client dispatch, was null");
        return new CaptureRequest<>(npi, RegistrationInstance.of(npi), dispatch, "");
    }

    /**
     * Returns this request with another filter.
     *
     * @param newFilter the LDAP filter, as in {@link Selection}
     * @return the new request
     * @throws NullPointerException if the argument is {@code null}
     */
    public CaptureRequest<C, P> withFilter(String newFilter) {
        return new CaptureRequest<>(npi, instance, dispatch, newFilter);
    }

    /**
     * Returns this request with another self-description of the client.
     *
     * @param newInstance what providers read
     * @return the new request
     * @throws NullPointerException if the argument is {@code null}
     * @throws IllegalArgumentException if it describes another NPI
     */
    public CaptureRequest<C, P> withInstance(RegistrationInstance newInstance) {
        return new CaptureRequest<>(npi, newInstance, dispatch, filter);
    }
}
