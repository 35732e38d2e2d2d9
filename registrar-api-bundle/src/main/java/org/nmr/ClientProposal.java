// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The proposal of a client that wants to attach to a provider.
 *
 * <p>It is valid until {@link ProviderModule#attachClient} returns.
 *
 * @param <C> the client dispatch type of the NPI
 * @since 1.0
 */
@ProviderType
public interface ClientProposal<C> {
    /**
     * Returns the provider's own registration: the object that {@link NpiRegistrar#registerProvider} returns.
     *
     * <p>The handle is available here before {@code registerProvider} has returned it. So a provider can end itself
     * here. If one object is registered several times, it can tell by the handle which registration is asked. The
     * provider must not wait for its end here, because that end waits for {@code attachClient}: that throws.
     *
     * @return the handle, which may be kept
     */
    ProviderRegistration registration();

    /**
     * Returns the client's self-description, by which the provider decides [C-79].
     *
     * @return the instance
     */
    RegistrationInstance client();

    /**
     * Returns the provider's side of the future binding, which the binding context usually keeps [C-80].
     *
     * <p>The provider may look at the client's dispatch already, for example for the version that the client wants
     * [C-20]. It may start calls that do the NPI's work once it has accepted.
     *
     * @return the binding, which has no use if this provider refuses
     */
    Binding<C> binding();
}
