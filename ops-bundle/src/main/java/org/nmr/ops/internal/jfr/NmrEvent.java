// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;

/**
 * What has happened in the registrar, as a recording has it. It is written a moment later, by a thread of the
 * registrar. So it has a time and a duration of its own, and no stack.
 */
@Category("Network Module Registrar")
@StackTrace(false)
abstract class NmrEvent extends Event {
    @Label("Happened")
    @Description("When it has happened; the start time is when it was written")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long happened;

    @Label("Elapsed")
    @Description("How long it has taken; negative if not known")
    @Timespan(Timespan.NANOSECONDS)
    long elapsed;

    @Label("Subject")
    @Description("What ends")
    String subject = "";

    @Label("NPI")
    String npi = "";

    @Label("Binding")
    String binding = "";

    @Label("Client")
    @Description("The client's bundle")
    String client = "";

    @Label("Provider")
    @Description("The provider's bundle")
    String provider = "";

    @Label("Outcome")
    @Description("How it has ended: COMPLETE or REVOKED")
    String outcome = "";

    @Label("Reason")
    String reason = "";

    @Label("Calls")
    @Description("The number of calls that were abandoned, or that are in flight")
    int calls;

    /** Makes the event of one kind. */
    static NmrEvent of(EventKind kind) {
        return switch (kind) {
            case ATTACHED -> new Attach();
            case REFUSED -> new Refuse();
            case FAILED -> new Fail();
            case DETACHED -> new Detach();
            case UNLOADED -> new Unload();
            case REVOKED -> new Revoke();
            case BLOCKED -> new Blocked();
            case LONG_CALL -> new LongCall();
        };
    }

    /** Writes an event into the recordings that want it. */
    static void write(EventDTO event) {
        NmrEvent written = of(event.kind);
        if (written.shouldCommit()) {
            written.fill(event);
            written.commit();
        }
    }

    private void fill(EventDTO event) {
        happened = event.time;
        elapsed = event.durationNanos;
        subject = event.subject;
        npi = event.npi;
        binding = event.binding;
        client = DiagnosticsText.name(event.client);
        provider = DiagnosticsText.name(event.provider);
        outcome = event.outcome;
        reason = event.reason;
        calls = event.calls;
    }

    @Name("org.nmr.Attach")
    @Label("Attach")
    @Description("A client and a provider were attached")
    static final class Attach extends NmrEvent {}

    @Name("org.nmr.Refuse")
    @Label("Refuse")
    @Description("A provider has refused a client")
    static final class Refuse extends NmrEvent {}

    @Name("org.nmr.Fail")
    @Label("Fail")
    @Description("A pair has failed")
    static final class Fail extends NmrEvent {}

    @Name("org.nmr.Detach")
    @Label("Detach")
    @Description("A binding is gone")
    static final class Detach extends NmrEvent {}

    @Name("org.nmr.Unload")
    @Label("Unload")
    @Description("The unload of a module is complete")
    static final class Unload extends NmrEvent {}

    @Name("org.nmr.Revoke")
    @Label("Revoke")
    @Description("A binding was revoked")
    static final class Revoke extends NmrEvent {}

    @Name("org.nmr.Blocked")
    @Label("Blocked")
    @Description("An end has waited longer than the report delay")
    static final class Blocked extends NmrEvent {}

    @Name("org.nmr.LongCall")
    @Label("Long Call")
    @Description("A call in flight holds up an end")
    static final class LongCall extends NmrEvent {}
}
