// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The proposal of a provider to a client.
 *
 * <p>It is valid on the thread of {@link ClientModule#attachProvider} until that method returns.
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
@ProviderType
public interface ProviderProposal<C, P> {
    /**
     * Returns the client's own registration: the object that {@link NpiRegistrar#registerClient} returns.
     *
     * <p>The handle is available here before {@code registerClient} has returned it. So a client can end itself here.
     * If one object is registered several times, it can tell by the handle which registration is asked. The client must
     * not wait for its end here, because that end waits for {@code attachProvider}: that throws.
     *
     * @return the handle, which may be kept
     */
    ClientRegistration registration();

    /**
     * Returns the provider's self-description, by which the client decides [C-71].
     *
     * @return the instance
     */
    RegistrationInstance provider();

    /**
     * Returns the client's side of the future binding, which the binding context usually keeps [C-97].
     *
     * @return the binding; its dispatch is available once {@code attach} has succeeded
     */
    Binding<P> binding();

    /**
     * Accepts the provider, and asks the provider whether it accepts this client [C-75, C-77].
     *
     * <p>The registrar calls the provider before this method returns. If the result is
     * {@linkplain AttachResult#attached() attached}, the pair is attached. The registrar will call {@code detach} and
     * {@code cleanup} of the context once each. Otherwise it will call neither [C-93], and the client may try again
     * with another dispatch [C-94, A-22].
     *
     * @param context the client's object for this binding; {@link BindingContext#NONE} if it needs none
     * @param dispatch the client's dispatch, which the provider calls
     * @return the provider's answer
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the dispatch is not of the NPI's client dispatch type
     * @throws IllegalStateException if the pair is attached already, if the callback has returned, or if this is
     *     another thread; the provider is not called
     */
    @CheckReturnValue
    AttachResult attach(BindingContext context, C dispatch);

    /**
     * Accepts the provider of an NPI without client dispatch [C-18]. Otherwise it does the same as
     * {@link #attach(BindingContext, Object)}.
     *
     * @param context the client's object for this binding; {@link BindingContext#NONE} if it needs none
     * @return the provider's answer
     * @throws NullPointerException if the context is {@code null}
     * @throws IllegalArgumentException if the NPI has a client dispatch type
     * @throws IllegalStateException as for {@link #attach(BindingContext, Object)}
     */
    @CheckReturnValue
    AttachResult attach(BindingContext context);
}
