// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.nmr.diagnostics.PairDTO;
import org.nmr.registrar.report.Changes;
import org.nmr.registrar.report.Recent;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.Timing;

/** Counts the pairs of one registrar and remembers the last that did not attach, by their names only. Thread safe. */
final class PairStatistics {
    private final LongAdder attached = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Recent<Pair> recent = new Recent<>();
    private final Changes changes;
    private final Timing timing;

    PairStatistics(Changes changes, Timing timing) {
        this.changes = changes;
        this.timing = timing;
    }

    void attached() {
        attached.increment();
        changes.changed();
    }

    /** The provider has refused; the client may try again. */
    void refused(LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider, String reason) {
        refused.increment();
        remember("REFUSED", client, provider, reason);
    }

    /** A callback has failed, or the two cannot fit. */
    void failed(LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider, String reason) {
        failed.increment();
        remember("FAILED", client, provider, reason);
    }

    private void remember(
            String outcome, LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider, String reason) {
        // Cut here, not when shown: what is remembered outlives the modules.
        recent.add(new Pair(
                outcome,
                Who.npi(client.instance()),
                client.who().kept(),
                provider.who().kept(),
                ForeignText.of(reason),
                timing.nanoTime()));
        changes.changed();
    }

    long attachedCount() {
        return attached.sum();
    }

    long refusedCount() {
        return refused.sum();
    }

    long failedCount() {
        return failed.sum();
    }

    /** The newest first. */
    List<PairDTO> recent(Snapshot snapshot) {
        return recent.list().stream().map(pair -> pair.copy(snapshot)).toList();
    }

    private record Pair(String outcome, String npi, Who client, Who provider, String reason, long time) {
        PairDTO copy(Snapshot snapshot) {
            PairDTO dto = new PairDTO();
            dto.outcome = outcome;
            dto.npi = npi;
            dto.client = client.copy();
            dto.provider = provider.copy();
            dto.reason = reason;
            dto.ageMillis = snapshot.millisSince(time);
            return dto;
        }
    }
}
