// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Cycle;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.ThreadStates;
import org.nmr.registrar.unload.AwaitedEnds;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Outstanding;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.WaitCycle;

/**
 * An end in progress, as one look has found it.
 *
 * @param module whose end it is
 * @param subject what ends: the module, or a registration of it
 * @param parts what the end waits for
 * @param waiters who waited at the time of the look
 * @param ageMillis how old it was then
 */
record ObservedEnd(LiveModule module, Object subject, List<End> parts, AwaitedEnds waiters, long ageMillis)
        implements OngoingEnd {
    @Override
    public boolean isAwaited() {
        return waiters.isAwaited(parts);
    }

    @Override
    public String report() {
        Snapshot snapshot = new Snapshot(module.registrar().environment().timing(), /* withStacks= */ true);
        UnloadDTO dto = copy(snapshot);
        List<Outstanding> all = bindings();
        dto.outstanding = snapshot.of(Outstanding.culpritsFirst(all, Report.BINDINGS));
        long nanos = TimeUnit.MILLISECONDS.toNanos(ageMillis);
        module.registrar().events().blocked("unload of " + dto.subject, nanos, dto.outstanding);
        return Report.of(dto, Math.max(all.size() - Report.BINDINGS, 0));
    }

    /** Returns a copy with everything that holds the end up. */
    UnloadDTO copy(Snapshot snapshot, WaitCycle cycles) {
        UnloadDTO dto = copy(snapshot);
        dto.outstanding = snapshot.of(bindings());
        Cycle found = waiters.of(parts).stream()
                .map(cycles::through)
                .filter(cycle -> !cycle.isEmpty())
                .findFirst()
                .orElse(Cycle.NONE);
        dto.cycle = found.waits();
        dto.cycleBindings = found.bindings();
        return dto;
    }

    private UnloadDTO copy(Snapshot snapshot) {
        UnloadDTO dto = new UnloadDTO();
        dto.subject = subject.toString();
        dto.owner = module.who().copy();
        dto.ageMillis = ageMillis;
        dto.advice = module.advice();
        dto.waiting = waiters.of(parts).stream().map(ThreadStates::name).toList();
        dto.loading = snapshot.loading(parts).stream().findFirst().orElse(null);
        dto.abandonedCalls = parts.stream().mapToLong(End::abandonedCalls).sum();
        return dto;
    }

    private List<Outstanding> bindings() {
        List<Outstanding> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.outstanding()));
        return all;
    }
}
