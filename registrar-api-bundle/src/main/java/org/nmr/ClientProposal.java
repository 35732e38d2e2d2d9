// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A client that wants to attach to a provider.
 *
 * <p>Valid until {@link ProviderModule#attachClient} returns.
 *
 * @param <C> the client dispatch type of the NPI
 * @since 1.0
 */
@ProviderType
public interface ClientProposal<C> {
    /**
     * Returns the provider's own registration: the object that {@link NpiRegistrar#registerProvider} returns.
     *
     * <p>It is there before {@code registerProvider} has returned it. So a provider can end itself here, and one object
     * that is registered several times can tell by it which registration is asked. Only waiting for its end is refused
     * here, because that end waits for {@code attachClient}.
     *
     * @return the handle; may be kept
     */
    ProviderRegistration registration();

    /**
     * Returns the client's self-description, to decide by [C-79].
     *
     * @return the instance
     */
    RegistrationInstance client();

    /**
     * Returns the provider's side of the binding to be, for the binding context to keep [C-80].
     *
     * <p>Its dispatch is the client's, there to be looked at already, for example for the version that
     * the client wants [C-20]. Calls that do the NPI's work may start once this provider has accepted.
     *
     * @return the binding; without use if this provider refuses
     */
    Binding<C> binding();
}
