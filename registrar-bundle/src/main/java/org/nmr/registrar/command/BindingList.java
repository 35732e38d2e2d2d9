// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.List;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.core.Report;

/** Tells who is attached to whom. */
final class BindingList {
    private BindingList() {}

    static String all(RegistrarDTO registrar) {
        return text("", registrar.bindings);
    }

    static String of(RegistrarDTO registrar, String npi) {
        if (registrar.registrations.stream().noneMatch(registration -> registration.npi.equals(npi))) {
            throw new IllegalArgumentException(
                    "nmr:bindings: expected the id of an NPI that somebody is registered for, was " + npi
                            + "; nmr:list shows them");
        }
        return text(
                " over NPI " + npi,
                registrar.bindings.stream()
                        .filter(binding -> binding.npi.equals(npi))
                        .toList());
    }

    private static String text(String where, List<BindingDTO> bindings) {
        Text text = new Text().add(Text.count(bindings.size(), "binding") + where);
        bindings.forEach(binding -> text.addBelow(withAge(binding)));
        return text.toString();
    }

    /** The age goes to the end of the first line, the others tell who is inside. */
    private static String withAge(BindingDTO binding) {
        List<String> lines = Report.of(binding).lines().toList();
        Text text = new Text().add(lines.get(0) + ", " + Report.millis(binding.ageMillis) + " old");
        lines.stream().skip(1).forEach(text::add);
        return text.toString();
    }
}
