// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Follows which registrations there are. A bridge or a tool publishes it as an OSGi service (the whiteboard pattern),
 * and the registrar tells it of each client and provider of every module, captures included.
 *
 * <p><b>Order.</b> Each listener is told of each registration once that it was {@linkplain #added added}, and once that
 * it was {@linkplain #removed removed}, in this order. The registrations that are there when the listener is published
 * come first, by their ids; those that come and go at the same time are neither lost nor told twice. There is no other
 * order.
 *
 * <p><b>Thread.</b> Each listener has a thread of the registrar, which makes one call after the other, without a lock.
 * So a call may come later than what it tells, and it delays no module: neither a registration nor an unload waits for
 * a listener. A listener may call the registrar, and may block; the others are told all the same. The thread also gets
 * the service, and lives as long as that is published.
 *
 * <p><b>Failure.</b> What a listener throws, an Error too, is logged; the next call comes as usual.
 *
 * <p><b>Slow listeners.</b> While more than 1,000 calls wait for one listener, registrations that come and go are left
 * out as a whole: it is told neither that they were added nor that they were removed. So the memory that it costs has a
 * limit that grows with the registrations that are there only. The registrar logs a warning when that begins, and how
 * many were left out when the listener has caught up. What waits for a listener keeps the classes of its module in
 * memory.
 *
 * <p><b>End.</b> When the service is unregistered, no call begins any more; no thread waits for one that has begun, and
 * nothing is kept of the listener when that has returned. When the registrar stops, all registrations end, and the
 * listener is told so, possibly a moment after the registrar has stopped. A listener of another class space is not
 * told.
 *
 * @since 1.0
 */
@ConsumerType
public interface RegistrationListener {
    /**
     * A module has registered. Its peers may have been proposed already, and it may even have ended.
     *
     * @param registration what was registered
     */
    void added(RegistrationEvent registration);

    /**
     * The end of a registration is complete: it has no binding any more.
     *
     * @param registration equal to what was {@linkplain #added added}
     */
    void removed(RegistrationEvent registration);
}
