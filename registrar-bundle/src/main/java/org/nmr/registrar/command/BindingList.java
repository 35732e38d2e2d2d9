// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.List;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/**
 * Tells who is attached to whom.
 *
 * @param registrar what the registrar does now
 * @param isWhole whether all is to be told, however long it is
 */
record BindingList(RegistrarDTO registrar, boolean isWhole) {
    String text() {
        return text("", registrar.bindings);
    }

    String of(String id) {
        String npi = ForeignText.of(id); // as it is shown
        if (registrar.registrations.stream().noneMatch(registration -> registration.npi.equals(npi))) {
            throw new IllegalArgumentException("nmr:bindings: expected the id of an NPI that has a registration, was "
                    + Arguments.shown(id) + "; nmr:list shows them");
        }
        return text(
                " over NPI " + npi,
                registrar.bindings.stream()
                        .filter(binding -> binding.npi.equals(npi))
                        .toList());
    }

    private String text(String where, List<BindingDTO> bindings) {
        Text text = new Text(isWhole).add(Text.count(bindings.size(), "binding") + where);
        text.addEach(bindings, binding -> Text.below(withAge(binding)), 97);
        return text.toString();
    }

    /** The age goes to the end of the first line, the others tell who is inside. */
    private static String withAge(BindingDTO binding) {
        List<String> lines = Report.of(binding).lines().toList();
        Text text = new Text(/* isWhole= */ true).add(lines.get(0) + ", " + Report.millis(binding.ageMillis) + " old");
        lines.stream().skip(1).forEach(text::add);
        return text.toString();
    }
}
