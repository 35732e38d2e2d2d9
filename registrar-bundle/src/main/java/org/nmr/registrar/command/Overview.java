// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.core.Report;

/**
 * Tells who is registered and what has become of the pairs.
 *
 * @param registrar what the registrar does now
 */
record Overview(RegistrarDTO registrar) {
    /** So many pairs and revocations are shown. */
    private static final int LAST = 10;

    String text() {
        Text text = new Text();
        addRegistrations(text);
        addUnloads(text);
        text.add(Text.count(registrar.attachedCount, "pair") + " attached so far, "
                + registrar.refusedCount + " refused, "
                + registrar.failedCount + " failed; " + Text.count(registrar.abandonedCalls, "call") + " abandoned");
        addLast(text, "refused or failed lately, the newest first:", registrar.failedPairs, Report::of);
        addLast(text, "given up lately, the newest first:", registrar.revocations, Function.identity());
        return text.toString();
    }

    private void addRegistrations(Text text) {
        if (registrar.registrations.isEmpty()) {
            text.add("nobody is registered");
        }
        registrar.registrations.stream()
                .collect(Collectors.groupingBy(each -> each.owner.bundle, TreeMap::new, Collectors.toList()))
                .forEach((bundle, registrations) -> {
                    OwnerDTO owner = registrations.get(0).owner;
                    text.add(owner.name + " [" + bundle + "] version " + owner.version);
                    registrations.forEach(each -> text.addBelow(line(each)));
                });
    }

    private static String line(RegistrationDTO each) {
        return each.role + " of NPI " + each.npi
                + (each.number == 0 ? "" : " number " + each.number)
                + (each.owner.module.equals(each.owner.name) ? "" : ", module " + each.owner.module)
                + (each.onBehalfOf.isEmpty() ? "" : ", on behalf of " + each.onBehalfOf)
                + ", " + Text.count(each.bindings, "binding")
                + (each.ending ? ", ending" : "");
    }

    private void addUnloads(Text text) {
        for (UnloadDTO unload : registrar.unloads) {
            text.add(unload.subject + " began to end " + Report.millis(unload.ageMillis) + " ago and waits for "
                    + Text.count(unload.outstanding.size(), "binding") + "; see nmr:why " + unload.owner.bundle);
        }
    }

    private static <T> void addLast(Text text, String head, List<T> all, Function<T, String> line) {
        if (all.isEmpty()) {
            return;
        }
        text.add(head);
        all.stream().limit(LAST).forEach(each -> text.addBelow(line.apply(each)));
        if (all.size() > LAST) {
            text.addBelow("and " + (all.size() - LAST) + " more");
        }
    }
}
