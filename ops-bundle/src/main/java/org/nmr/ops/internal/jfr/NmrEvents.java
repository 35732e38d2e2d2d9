// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import jdk.jfr.Event;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;

/** The way into {@link NmrEvent}; {@link EventLoader} makes it. */
public final class NmrEvents implements RecordedEvents {
    /** The loader makes it. */
    public NmrEvents() {}

    @Override
    public Class<? extends Event> type(EventKind kind) {
        return NmrEvent.of(kind).getClass();
    }

    @Override
    public void write(EventDTO event) {
        NmrEvent.write(event);
    }
}
