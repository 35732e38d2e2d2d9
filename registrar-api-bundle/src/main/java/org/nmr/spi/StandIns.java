// SPDX-License-Identifier: Apache-2.0
package org.nmr.spi;

import org.nmr.Binding;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes stand-ins: counted views of several interfaces at once that can be led to another binding.
 *
 * @since 1.0
 */
@ProviderType
public interface StandIns {
    /**
     * Makes a stand-in. It implements all interfaces for which this object was prepared, and passes each call on to the
     * peer's dispatch.
     *
     * <p>Its calls are counted as calls through a {@linkplain Binding#dispatch() counted view} are, the asynchronous
     * ones, too. If its binding has ended, it asks the redirect before it calls anything. It throws what the peer or
     * the redirect throws, unchanged.
     *
     * <p>Two stand-ins are never equal. {@code equals}, {@code hashCode} and {@code toString} are not passed on, and
     * work after the end of the binding.
     *
     * @param binding the binding of which the caller is a side; the peer's dispatch implements all interfaces
     * @param redirect says where a call goes that finds the binding ended
     * @return the stand-in
     * @throws NullPointerException if an argument is {@code null}
     * @throws IllegalArgumentException if this registrar has not made the binding, or the peer's dispatch does not
     *     implement one of the interfaces
     */
    Object standIn(Binding<?> binding, Redirect redirect);
}
