// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A listener that the registrar tells which registrations there are. A bridge or a tool publishes it as an OSGi service
 * (the whiteboard pattern). The registrar tells it of each client and provider of every module, captures included.
 *
 * <p><b>Order.</b> For each registration the registrar calls {@link #added} once, and later {@link #removed} once. It
 * tells the registrations that are there when the listener is published first, in the order of their ids.
 * Registrations that come or go at this moment are neither lost nor told twice. There is no other order.
 *
 * <p><b>Thread.</b> Each listener has its own thread of the registrar. The thread makes one call after the other,
 * without a lock. So a call may come later than the event that it tells. It delays no module: neither a registration
 * nor an unload waits for a listener. A listener may call the registrar, and it may block. This does not delay other
 * listeners. The thread also gets the service object, and it lives as long as the service is published.
 *
 * <p><b>Failure.</b> If a listener throws an exception or an Error, the registrar logs it. The next call comes as
 * usual.
 *
 * <p><b>Slow listeners.</b> While more than 1,000 calls wait for one listener, the registrar leaves out registrations
 * that come and go meanwhile: it tells this listener neither that they were added nor that they were removed. So the
 * memory for a slow listener has a limit, which grows only with the number of present registrations. The registrar logs
 * a warning when it begins to leave out registrations. When the listener has caught up, it logs how many it has left
 * out. A call that waits for a listener keeps the classes of the registration's module in memory.
 *
 * <p><b>End.</b> When the service is unregistered, no call begins any more. No thread waits for a call that has begun.
 * When that call has returned, the registrar keeps nothing of the listener. When the registrar stops, all registrations
 * end, and the registrar tells the listener so, possibly a moment after it has stopped. A listener whose service object
 * the registrar does not have yet when it stops is told nothing. A listener whose bundle sees another class of this
 * interface is not told.
 *
 * @since 1.0
 */
@ConsumerType
public interface RegistrationListener {
    /**
     * Tells that a module has registered. The registrar may have proposed its peers already, and the registration may
     * even have ended.
     *
     * @param registration the registration that was added
     */
    void added(RegistrationEvent registration);

    /**
     * Tells that the end of a registration is complete: it has no binding any more.
     *
     * @param registration the registration that was removed, equal to the one that was {@linkplain #added added}
     */
    void removed(RegistrationEvent registration);
}
