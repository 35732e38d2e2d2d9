// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/**
 * Who is registered, what ends, and what has become of the pairs.
 *
 * @param registrar what the registrar does now
 */
record ListView(RegistrarDTO registrar) implements View {
    private static final Comparator<RegistrationDTO> ORDER = Comparator.comparing(
                    (RegistrationDTO each) -> each.owner.bundle)
            .thenComparing(each -> each.owner.module)
            .thenComparing(each -> each.npi)
            .thenComparing(each -> each.role)
            .thenComparing(each -> each.id);

    @Override
    public String text(Terminal terminal, boolean all) {
        Text text = new Text(all);
        addUnloads(text, terminal);
        addUnsatisfied(text);
        if (registrar.registrations.isEmpty()) {
            text.add("nobody is registered");
        } else {
            addRegistrations(text, terminal);
        }
        text.add(Text.count(registrar.attachedCount, "pair") + " attached so far, "
                + registrar.refusedCount + " refused, "
                + registrar.failedCount + " failed; " + Text.count(registrar.abandonedCalls, "call") + " abandoned");
        if (registrar.refusedCount + registrar.failedCount + registrar.abandonedCalls > 0) {
            text.addBelow("nmr:failed shows the last of them");
        }
        return text.toString();
    }

    @Override
    public String json() {
        return DiagnosticsJson.of(sorted());
    }

    private List<RegistrationDTO> sorted() {
        return registrar.registrations.stream().sorted(ORDER).toList();
    }

    private void addUnloads(Text text, Terminal terminal) {
        text.addEach(registrar.unloads, unload -> terminal.wrong(line(unload)), 20);
    }

    private static String line(UnloadDTO unload) {
        return ForeignText.of(unload.subject) + " began to end " + Report.millis(unload.ageMillis)
                + " ago and waits for " + Text.count(unload.outstanding.size(), "binding") + "; see nmr:why "
                + unload.owner.bundle;
    }

    private void addUnsatisfied(Text text) {
        long clients = registrar.registrations.stream()
                .filter(each -> each.unsatisfiedMillis >= 0)
                .count();
        if (clients > 0) {
            text.add("unsatisfied: " + Text.count(clients, "client") + " without a required provider; see nmr:why");
        }
    }

    private void addRegistrations(Text text, Terminal terminal) {
        Table table = new Table("BUNDLE", "ROLE", "NPI", "BINDINGS", "ID", "NOTE");
        List<RegistrationDTO> sorted = sorted();
        text.first(sorted)
                .forEach(each -> table.row(
                        bundle(each.owner),
                        each.role,
                        npi(each),
                        each.bindings,
                        each.id,
                        String.join(", ", notes(each))));
        text.addTable(table, terminal, sorted.size(), 65);
    }

    private static String bundle(OwnerDTO owner) {
        return ForeignText.of(owner.name) + " [" + owner.bundle + "]";
    }

    private static String npi(RegistrationDTO each) {
        return ForeignText.of(each.npi) + (each.number == 0 ? "" : " number " + each.number);
    }

    private static List<String> notes(RegistrationDTO each) {
        List<String> notes = new ArrayList<>();
        notes.add("version " + ForeignText.of(each.owner.version));
        if (!each.owner.module.equals(each.owner.name)) {
            notes.add("module " + ForeignText.of(each.owner.module));
        }
        if (!each.onBehalfOf.isEmpty()) {
            notes.add("on behalf of " + ForeignText.of(each.onBehalfOf));
        }
        if (each.required) {
            notes.add("requires a provider"
                    + (each.unsatisfiedMillis < 0
                            ? ""
                            : " and has had none for " + Report.millis(each.unsatisfiedMillis)));
        }
        if (each.ending) {
            notes.add("ending");
        }
        return notes;
    }
}
