// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.stream.Stream;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/** Tells of the clients that require a provider and have none. */
final class Unsatisfied {
    private Unsatisfied() {}

    /** Those that are not ending. */
    static Stream<RegistrationDTO> of(RegistrarDTO registrar) {
        return registrar.registrations.stream().filter(each -> each.unsatisfiedMillis >= 0);
    }

    /** Says in one line who lacks what, and for how long. */
    static String line(RegistrationDTO client) {
        return "unsatisfied: client " + ForeignText.of(client.owner.name) + " [" + client.owner.bundle + "]"
                + (client.owner.module.equals(client.owner.name)
                        ? ""
                        : ", module " + ForeignText.of(client.owner.module))
                + ", requires a provider of NPI " + ForeignText.of(client.npi) + time(client);
    }

    static String time(RegistrationDTO client) {
        return " and has had none for " + Report.millis(client.unsatisfiedMillis);
    }
}
