// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/**
 * Tells who is registered and what has become of the pairs.
 *
 * @param registrar what the registrar does now
 * @param isWhole whether all is to be told, however long it is
 */
record Overview(RegistrarDTO registrar, boolean isWhole) {
    /** So many pairs and revocations are shown. */
    private static final int LAST = 10;

    String text() {
        Text text = new Text(isWhole);
        addRegistrations(text);
        addUnsatisfied(text);
        addUnloads(text);
        text.add(Text.count(registrar.attachedCount, "pair") + " attached so far, "
                + registrar.refusedCount + " refused, "
                + registrar.failedCount + " failed; " + Text.count(registrar.abandonedCalls, "call") + " abandoned");
        addLast(text, "recently refused or failed, the newest first:", registrar.failedPairs, Report::of);
        addLast(text, "recently revoked, the newest first:", registrar.revocations, Function.identity());
        return text.toString();
    }

    private void addRegistrations(Text text) {
        if (registrar.registrations.isEmpty()) {
            text.add("nobody is registered");
        }
        List<Object> lines = new ArrayList<>();
        registrar.registrations.stream()
                .collect(Collectors.groupingBy(each -> each.owner.bundle, TreeMap::new, Collectors.toList()))
                .forEach((bundle, registrations) -> {
                    lines.add(registrations.get(0).owner);
                    lines.addAll(registrations);
                });
        text.addEach(lines, Overview::line, 40);
    }

    private static String line(Object bundleOrRegistration) {
        return bundleOrRegistration instanceof OwnerDTO owner
                ? ForeignText.of(owner.name) + " [" + owner.bundle + "] version " + ForeignText.of(owner.version)
                : Text.below(line((RegistrationDTO) bundleOrRegistration));
    }

    private static String line(RegistrationDTO each) {
        return each.role + " of NPI " + ForeignText.of(each.npi)
                + (each.number == 0 ? "" : " number " + each.number)
                + (each.owner.module.equals(each.owner.name) ? "" : ", module " + ForeignText.of(each.owner.module))
                + (each.onBehalfOf.isEmpty() ? "" : ", on behalf of " + ForeignText.of(each.onBehalfOf))
                + ", " + Text.count(each.bindings, "binding")
                + requirement(each)
                + (each.ending ? ", ending" : "")
                + ", registration " + each.id;
    }

    private static String requirement(RegistrationDTO each) {
        if (!each.required) {
            return "";
        }
        return ", requires a provider" + (each.unsatisfiedMillis < 0 ? "" : Unsatisfied.time(each));
    }

    private void addUnsatisfied(Text text) {
        long clients = Unsatisfied.of(registrar).count();
        if (clients > 0) {
            text.add("unsatisfied: " + Text.count(clients, "client") + " without a required provider; see nmr:why");
        }
    }

    private void addUnloads(Text text) {
        text.addEach(registrar.unloads, Overview::line, 20);
    }

    private static String line(UnloadDTO unload) {
        return ForeignText.of(unload.subject) + " began to end " + Report.millis(unload.ageMillis)
                + " ago and waits for " + Text.count(unload.outstanding.size(), "binding") + "; see nmr:why "
                + unload.owner.bundle;
    }

    private <T> void addLast(Text text, String head, List<T> all, Function<T, String> line) {
        if (all.isEmpty()) {
            return;
        }
        text.add(head);
        List<T> last = all.stream().limit(isWhole ? all.size() : LAST).toList();
        text.addEach(last, each -> Text.below(line.apply(each)), 15);
        if (all.size() > last.size()) {
            text.addBelow("and " + (all.size() - last.size()) + " more");
        }
    }
}
