// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A listener that the registrar tells what happens. A tool publishes it as an OSGi service (the whiteboard pattern),
 * possibly with the property {@link #KINDS}.
 *
 * <p><b>Cost.</b> While no listener wants a kind, the registrar makes no event of this kind. A call never makes an
 * event.
 *
 * <p><b>Thread.</b> Each listener has its own thread of the registrar. The thread makes one call after the other,
 * without a lock, in the order of the events. So a call may come later than the event. No module and no unload waits
 * for a listener. A listener may block. It may call the registrar.
 *
 * <p><b>Failure.</b> If a listener throws an exception or an Error, the registrar logs it. The next call comes as
 * usual.
 *
 * <p><b>Slow listeners.</b> While 1,000 events wait for one listener, that listener misses each new event. The next
 * event that it gets has their number in {@link EventDTO#missed}. The log says so once.
 *
 * <p><b>End.</b> When the service is unregistered, no call begins any more. No thread waits for a call that has begun.
 * When the registrar stops, the listener still gets the events that wait for it, possibly a moment later. A listener
 * whose bundle sees another class of this interface gets no events.
 *
 * @since 1.0
 */
@ConsumerType
public interface DiagnosticListener {
    /**
     * The service property that names the kinds of events that the listener wants: one text, or an array or a
     * collection of texts, each the name of an {@link EventKind}. Without it the listener gets all events. The
     * registrar logs and ignores a text that names no kind.
     */
    String KINDS = "nmr.event.kinds";

    /**
     * Tells what has happened.
     *
     * @param event a copy for this listener alone
     */
    void event(EventDTO event);
}
