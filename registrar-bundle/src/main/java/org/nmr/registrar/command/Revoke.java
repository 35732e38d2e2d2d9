// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/** Revokes a binding that holds up an end, if the operator agrees. */
final class Revoke {
    /** What comes after it in the report is in the log, too. */
    private static final String BEFORE = " Before the revocation:";

    private final RegistrarRuntime runtime;

    Revoke(RegistrarRuntime runtime) {
        this.runtime = runtime;
    }

    String binding(String id, Question question) throws IOException {
        BindingDTO binding = outstanding(id);
        Text text = new Text(/* isWhole= */ false)
                .add(Report.title(binding))
                .addBelow("the end waits for "
                        + Report.blockers(List.of(binding)).get(0).text())
                .add("A thread that is still inside may run into a bundle that is gone. Revoke this binding?");
        if (!question.isYes(text.toString())) {
            return "binding " + ForeignText.of(id) + " was not revoked";
        }
        String revoked = Text.firstLine(revoke(id));
        return revoked.endsWith(BEFORE) ? revoked.substring(0, revoked.length() - BEFORE.length()) : revoked;
    }

    /** The binding may have ended while the operator was asked. */
    private String revoke(String id) {
        try {
            return runtime.revoke(id);
        } catch (IllegalArgumentException | IllegalStateException gone) {
            throw new IllegalArgumentException(
                    "nmr:revoke: binding " + ForeignText.of(id) + " holds up nothing any more; nothing was revoked",
                    gone);
        }
    }

    /** Only a binding that a thread waits for can be revoked. That is known before the operator is asked. */
    private BindingDTO outstanding(String id) {
        return runtime.getUnloads().stream()
                .map(unload -> unload.outstanding)
                .flatMap(Collection::stream)
                .filter(binding -> binding.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nmr:revoke: expected the id of a binding that holds up an unload, was "
                                + Arguments.shown(id)
                                + "; nmr:why shows them"));
    }
}
