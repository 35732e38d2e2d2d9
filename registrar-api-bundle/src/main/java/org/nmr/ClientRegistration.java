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
     * Tells whether this client has the provider that it {@linkplain Selection#required() requires}: whether one of its
     * bindings is attached and has not begun to end.
     *
     * <p>A binding counts when {@code attachProvider} has returned, and until the detach begins. A client that requires
     * no provider is satisfied. A client whose end has begun is not.
     *
     * @return true if so
     */
    boolean isSatisfied();
}
