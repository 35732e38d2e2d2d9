// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A provider that is proposed to a client.
 *
 * <p>Valid on the thread of {@link ClientModule#attachProvider} until that method returns.
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
     * <p>It is there before {@code registerClient} has returned it. So a client can end itself here, and one object
     * that is registered several times can tell by it which registration is asked. Only waiting for its end is
     * refused here, because that end waits for {@code attachProvider}.
     *
     * @return the handle; may be kept
     */
    ClientRegistration registration();

    /**
     * Returns the provider's self-description, to decide by [C-71].
     *
     * @return the instance
     */
    RegistrationInstance provider();

    /**
     * Returns the client's side of the binding to be, for the binding context to keep [C-97].
     *
     * @return the binding; its dispatch is there once {@code attach} has succeeded
     */
    Binding<P> binding();

    /**
     * Accepts the provider and asks it whether it accepts too [C-75, C-77].
     *
     * <p>Calls the provider before it returns. Once it returns {@linkplain AttachResult#attached()
     * attached}, the pair is attached, and the context's {@code detach} and {@code cleanup} will be called
     * once each. Otherwise neither will [C-93], and the client may try again with another dispatch
     * [C-94, A-22].
     *
     * @param context the client's object for this binding; {@link BindingContext#NONE} if it needs none
     * @param dispatch what the provider calls this client through
     * @return the provider's answer
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if the dispatch is not of the NPI's client dispatch type
     * @throws IllegalStateException if the pair is attached already, the callback has returned, or
     *     this is another thread; the provider is not called
     */
    @CheckReturnValue
    AttachResult attach(BindingContext context, C dispatch);

    /**
     * Does the same for an NPI without client dispatch [C-18].
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
