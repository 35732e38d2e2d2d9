// SPDX-License-Identifier: Apache-2.0
package org.nmr.spi;

import org.nmr.Binding;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says where a call goes that finds the binding of its stand-in ended.
 *
 * @since 1.0
 */
@FunctionalInterface
@ConsumerType
public interface Redirect {
    /**
     * Returns the binding through which this call and later ones of the stand-in go, or throws what the caller gets.
     * For the stand-in of a service, this is an {@code org.osgi.framework.ServiceException} of type
     * {@code UNREGISTERED}. No checked exception reaches the caller.
     *
     * <p>It runs on the thread of the caller, inside no counted call and with no lock of the registrar. It may block
     * this thread. Several threads may be inside at the same time. If another one has led the stand-in to a binding
     * meanwhile, this call goes through that binding.
     *
     * <p>If the returned binding has ended, too, the stand-in asks again, with that one. A redirect that returns the
     * binding it was given leads nowhere: then the caller gets the {@link org.nmr.DetachedException} of the binding.
     * The peer's dispatch must implement the interfaces of the stand-in, and this registrar must have made the binding.
     * If not, the caller gets an {@link IllegalStateException}.
     *
     * @param ended the binding that has ended
     * @return an attached binding, or the same one
     */
    Binding<?> next(Binding<?> ended);
}
