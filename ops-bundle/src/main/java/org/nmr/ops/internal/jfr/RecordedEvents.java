// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import jdk.jfr.Event;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;

/** The events, whose classes have a loader of their own. */
public interface RecordedEvents {
    /** Returns the class of the events of one kind. */
    Class<? extends Event> type(EventKind kind);

    /** Writes an event into the recordings that want it. */
    void write(EventDTO event);
}
