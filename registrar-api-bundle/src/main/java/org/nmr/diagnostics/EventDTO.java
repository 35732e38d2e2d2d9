// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/** Something that has happened in the registrar, for a {@link DiagnosticListener}. */
public class EventDTO extends DTO {
    /** What has happened. */
    public EventKind kind = EventKind.ATTACHED;

    /** When it has happened, in milliseconds since the epoch. */
    public long time;

    /**
     * How long it has taken, in nanoseconds; -1 if not known.
     *
     * <ul>
     *   <li>ATTACHED, REFUSED, FAILED: since the pair was proposed
     *   <li>DETACHED: since the first {@code detach} was called
     *   <li>UNLOADED: since the unload began
     *   <li>BLOCKED: the wait so far
     *   <li>LONG_CALL: the age of the oldest call, at least
     * </ul>
     */
    public long durationNanos = -1;

    /** What ends, for operators; empty unless the kind is UNLOADED, BLOCKED or LONG_CALL. */
    public String subject = "";

    /** The owner of what has ended; null unless the kind is UNLOADED. */
    public @Nullable OwnerDTO owner;

    /** The client's owner; null if it is not about a pair. For BLOCKED it is the first pair that the end waits for. */
    public @Nullable OwnerDTO client;

    /** The provider's owner; null if it is not about a pair. */
    public @Nullable OwnerDTO provider;

    /** The NPI's id; empty if it is not about a pair. */
    public String npi = "";

    /** The {@link BindingDTO#id}; empty if there is or was no binding. */
    public String binding = "";

    /** How it has ended: COMPLETE or REVOKED; empty unless the kind is DETACHED or UNLOADED. */
    public String outcome = "";

    /** The reason, for operators; empty if there is none. */
    public String reason = "";

    /** The number of calls that were abandoned, or that are in flight. */
    public int calls;

    /** The number of events before this one that this listener has missed, because it was slow. */
    public long missed;

    /** Makes a copy with no field set. */
    public EventDTO() {}
}
