// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The handle of a client registration [C-41].
 *
 * @since 1.0
 */
@ProviderType
public interface ClientRegistration extends Registration {
    /**
     * Tells whether this client has the provider that it {@linkplain Selection#required() requires}: one of its
     * bindings is attached, and the end of that binding has not begun.
     *
     * <p>A binding counts from the return of {@code attachProvider} until its detach begins. A client that requires no
     * provider is satisfied. A client whose end has begun is not satisfied.
     *
     * @return true if the client is satisfied
     */
    boolean isSatisfied();
}
