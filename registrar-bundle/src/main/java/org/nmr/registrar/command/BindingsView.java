// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/**
 * Who is attached to whom, and who is inside.
 *
 * @param bindings those to be shown, in their order
 * @param where over which NPI; empty for all
 */
record BindingsView(List<BindingDTO> bindings, String where) implements View {
    /** So many threads are named of each side. */
    private static final int NAMED = 3;

    private static final Comparator<BindingDTO> ORDER = Comparator.comparing((BindingDTO each) -> each.npi)
            .thenComparing(each -> each.client.owner.bundle)
            .thenComparing(each -> each.provider.owner.bundle)
            .thenComparing(each -> each.id.length())
            .thenComparing(each -> each.id);

    /**
     * Returns the bindings of one NPI, or of all.
     *
     * @throws IllegalArgumentException if nothing is registered for this NPI
     */
    static BindingsView of(RegistrarDTO registrar, Optional<String> id) {
        String npi = id.map(ForeignText::of).orElse(""); // as it is shown
        if (id.isPresent() && registrar.registrations.stream().noneMatch(each -> each.npi.equals(npi))) {
            throw new IllegalArgumentException("nmr:bindings: expected the id of an NPI that has a registration, was "
                    + Arguments.shown(id.get()) + "; nmr:npis shows them");
        }
        List<BindingDTO> shown = registrar.bindings.stream()
                .filter(binding -> id.isEmpty() || binding.npi.equals(npi))
                .sorted(ORDER)
                .toList();
        return new BindingsView(shown, id.isPresent() ? " over NPI " + npi : "");
    }

    @Override
    public String text(Terminal terminal, boolean all) {
        Text text = new Text(all).add(Text.count(bindings.size(), "binding") + where);
        if (!bindings.isEmpty()) {
            Table table = new Table("BINDING", "NPI", "CLIENT", "PROVIDER", "STATE", "AGE", "NOTE");
            text.first(bindings)
                    .forEach(each -> table.row(
                            ForeignText.of(each.id),
                            ForeignText.of(each.npi),
                            bundle(each.client.owner),
                            bundle(each.provider.owner),
                            state(each),
                            Report.millis(each.ageMillis),
                            String.join("; ", notes(each))));
            text.addTable(table, terminal, bindings.size(), 95);
        }
        return text.toString();
    }

    @Override
    public String json() {
        return DiagnosticsJson.of(bindings);
    }

    private static String state(BindingDTO binding) {
        return ForeignText.of(binding.state)
                + pending("client", binding.client)
                + pending("provider", binding.provider);
    }

    private static String pending(String role, SideDTO side) {
        return side.pendingMillis < 0 ? "" : ", " + role + " PENDING for " + Report.millis(side.pendingMillis);
    }

    private static String bundle(OwnerDTO owner) {
        return ForeignText.of(owner.name) + " [" + owner.bundle + "]";
    }

    /** Who is inside, and which modules they are if a bundle has not named its module as itself. */
    private static List<String> notes(BindingDTO binding) {
        List<String> notes = new ArrayList<>();
        addCalls(notes, "the client", binding.client);
        addCalls(notes, "the provider", binding.provider);
        if (binding.callback != null) {
            notes.add("a callback on thread " + ForeignText.of(binding.callback.thread));
        }
        addModule(notes, "client", binding.client.owner);
        addModule(notes, "provider", binding.provider.owner);
        return notes;
    }

    private static void addModule(List<String> notes, String role, OwnerDTO owner) {
        if (!owner.module.equals(owner.name)) {
            notes.add(role + " module " + ForeignText.of(owner.module));
        }
    }

    private static void addCalls(List<String> inside, String caller, SideDTO side) {
        if (side.calls == 0) {
            return;
        }
        List<String> named =
                side.holders.stream().limit(NAMED).map(BindingsView::name).toList();
        int more = side.holders.size() - named.size();
        inside.add(Text.count(side.calls, "call") + " of " + caller
                + (named.isEmpty() ? "" : ": " + String.join(", ", named))
                + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String name(HolderDTO holder) {
        if (!holder.thread.isEmpty()) {
            return "thread " + ForeignText.of(holder.thread);
        }
        if (!holder.handedOut.isEmpty()) {
            return ForeignText.of(holder.handedOut) + " of " + ForeignText.of(holder.what) + ", not closed";
        }
        return holder.what.isEmpty() ? "a thread that has ended" : "asynchronous " + ForeignText.of(holder.what);
    }
}
