// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.IOException;
import java.util.Collection;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/** Revokes a binding that holds up an end, if the operator agrees. */
final class Revoke {
    private final RegistrarRuntime runtime;

    Revoke(RegistrarRuntime runtime) {
        this.runtime = runtime;
    }

    String binding(String id, Question question) throws IOException {
        Text text = new Text(/* isWhole= */ false)
                .add(Report.of(outstanding(id)))
                .add("A thread that is still inside may run into a bundle that is gone. Revoke this binding?");
        return question.isYes(text.toString())
                ? runtime.revoke(id)
                : "binding " + ForeignText.of(id) + " was not revoked";
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
