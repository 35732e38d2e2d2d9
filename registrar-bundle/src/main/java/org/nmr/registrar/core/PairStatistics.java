// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.PairDTO;
import org.nmr.registrar.event.Events;
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
    private final Events events;
    private final Timing timing;

    PairStatistics(Changes changes, Events events, Timing timing) {
        this.changes = changes;
        this.events = events;
        this.timing = timing;
    }

    void attached(LiveBinding<?, ?> binding) {
        attached.increment();
        changes.changed();
        if (events.isHeard(EventKind.ATTACHED)) {
            events.tell(EventKind.ATTACHED, event -> describe(event, binding));
        }
    }

    private static void describe(EventDTO event, LiveBinding<?, ?> binding) {
        binding.describe(event);
        event.durationNanos = binding.now() - binding.proposed;
    }

    /** The provider has refused; the client may try again. */
    void refused(
            LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider, LiveBinding<?, ?> pair, String reason) {
        refused.increment();
        remember(EventKind.REFUSED, client, provider, pair, reason);
    }

    /** A callback has failed, or the two cannot fit; then they were not proposed, and are no pair. */
    void failed(
            LiveRegistration<?, ?> client,
            LiveRegistration<?, ?> provider,
            @Nullable LiveBinding<?, ?> pair,
            String reason) {
        failed.increment();
        remember(EventKind.FAILED, client, provider, pair, reason);
    }

    private void remember(
            EventKind outcome,
            LiveRegistration<?, ?> client,
            LiveRegistration<?, ?> provider,
            @Nullable LiveBinding<?, ?> binding,
            String reason) {
        // Cut here, not when shown: what is remembered outlives the modules.
        Pair pair = new Pair(
                outcome.name(),
                Who.npi(client.instance()),
                client.who().kept(),
                provider.who().kept(),
                ForeignText.of(reason),
                timing.nanoTime());
        recent.add(pair);
        changes.changed();
        events.tell(outcome, event -> {
            if (binding != null) {
                describe(event, binding);
            }
            event.npi = pair.npi();
            event.client = pair.client().copy();
            event.provider = pair.provider().copy();
            event.reason = pair.reason();
        });
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
