// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a provider to a client that wants to attach.
 *
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
public sealed interface Answer<P> {
    /**
     * The answer of a provider that accepts the client.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param context the provider's object for this binding
     * @param dispatch the provider's dispatch, which the client calls; {@code null} only if the NPI has no provider
     *     dispatch
     */
    record Accepted<P>(BindingContext context, @Nullable P dispatch) implements Answer<P> {
        /**
         * Checks the context.
         *
         * @param context see {@link #context()}
         * @param dispatch see {@link #dispatch()}
         * @throws NullPointerException if the context is {@code null}
         */
        public Accepted {
            Objects.requireNonNull(context, "accept: expected a BindingContext or BindingContext.NONE, was null");
        }
    }

    /**
     * The answer of a provider that refuses the client [C-81].
     *
     * @param <P> the provider dispatch type of the NPI
     * @param reason why the provider refuses, for the client and for diagnostics
     */
    record Refused<P>(String reason) implements Answer<P> {
        /**
         * Checks the reason.
         *
         * @param reason see {@link #reason()}
         * @throws NullPointerException if the reason is {@code null}
         */
        public Refused {
            Objects.requireNonNull(reason, "refuse: expected a reason, was null");
        }
    }

    /**
     * Accepts the client.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param context the provider's object for this binding; {@link BindingContext#NONE} if it needs none
     * @param dispatch the provider's dispatch, which the client calls; if it is not an instance of the NPI's provider
     *     dispatch type, the attach fails
     * @return the answer
     * @throws NullPointerException if an argument is {@code null}
     */
    static <P> Answer<P> accept(BindingContext context, P dispatch) {
        Objects.requireNonNull(dispatch, "accept: expected a dispatch, was null; use accept(context) if there is none");
        return new Accepted<>(context, dispatch);
    }

    /**
     * Accepts the client of an NPI without provider dispatch.
     *
     * @param <P> the provider dispatch type of the NPI; if it is not {@code Void}, the attach fails
     * @param context the provider's object for this binding
     * @return the answer
     * @throws NullPointerException if the context is {@code null}
     */
    static <P> Answer<P> accept(BindingContext context) {
        return new Accepted<>(context, null);
    }

    /**
     * Refuses the client. The registrar calls the provider no more for this try. The client may try again.
     *
     * @param <P> the provider dispatch type of the NPI
     * @param reason why the provider refuses, for the client and for diagnostics
     * @return the answer
     * @throws NullPointerException if the reason is {@code null}
     */
    static <P> Answer<P> refuse(String reason) {
        return new Refused<>(reason);
    }
}
