// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Snapshot;

/** The published modules whose {@code register} has failed, until they are withdrawn. Thread safe. */
public final class NotLoaded {
    private final Map<LiveModule, Failure> failures = new ConcurrentHashMap<>();

    /** Names only: what was thrown may hold on to a bundle. */
    private record Failure(String reason, long time) {}

    NotLoaded() {}

    /** Remembers a module whose {@code register} has thrown. */
    public static void add(LiveModule module, Throwable thrown) {
        Registrar registrar = module.registrar();
        long now = registrar.environment().timing().nanoTime();
        registrar.notLoaded().failures.put(module, new Failure(ForeignText.of(thrown), now));
        registrar.changes().changed();
    }

    /** Forgets a module that is withdrawn: nobody asks any more why it is not loaded. */
    public static void remove(LiveModule module) {
        Registrar registrar = module.registrar();
        if (registrar.notLoaded().failures.remove(module) != null) {
            registrar.changes().changed();
        }
    }

    /** Returns a finding for each. */
    List<FindingDTO> findings(Snapshot snapshot) {
        return failures.entrySet().stream()
                .map(each -> finding(each.getKey(), each.getValue(), snapshot))
                .toList();
    }

    private static FindingDTO finding(LiveModule module, Failure failure, Snapshot snapshot) {
        FindingDTO finding = new FindingDTO();
        finding.kind = "NOT_LOADED";
        finding.cause = "REGISTER_FAILED";
        finding.owner = module.who().copy();
        finding.subject = module.toString();
        finding.verdict = module + " is not loaded, because its register() has thrown " + failure.reason();
        finding.details = List.of("  the log has the stack of this exception, in the warning of that time");
        finding.nextStep = "correct the cause, then publish the module again: stop and start bundle "
                + finding.owner.bundle + ", or enable its component again";
        finding.ageMillis = snapshot.millisSince(failure.time());
        finding.serious = true;
        return finding;
    }
}
