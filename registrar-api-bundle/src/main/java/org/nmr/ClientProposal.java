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
