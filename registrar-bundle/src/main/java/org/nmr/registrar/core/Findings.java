// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/** Answers "why?": makes one finding of each end that waits, and of each client without the provider it requires. */
final class Findings {
    private final RegistrarRuntime runtime;

    Findings(RegistrarRuntime runtime) {
        this.runtime = runtime;
    }

    List<FindingDTO> all() {
        List<FindingDTO> findings = new ArrayList<>();
        runtime.getUnloads().forEach(unload -> findings.add(blocked(unload)));
        runtime.getRegistrar().registrations.stream()
                .filter(registration -> registration.unsatisfiedMillis >= 0)
                .forEach(registration -> findings.add(unattached(registration)));
        return findings;
    }

    List<FindingDTO> of(String name) {
        Objects.requireNonNull(name, "getFindings: expected the name of a bundle, module or NPI, was null");
        List<OwnerDTO> owners = owners(runtime.getRegistrar(), name);
        if (owners.isEmpty()) {
            throw new IllegalArgumentException("getFindings: expected a bundle, module or NPI that is registered or"
                    + " ending, was " + ForeignText.of(name) + "; nmr:list shows them");
        }
        List<FindingDTO> findings = all().stream()
                .filter(finding -> finding.npi.equals(name)
                        || owners.stream().anyMatch(owner -> owner.bundle == finding.owner.bundle))
                .toList();
        return findings.isEmpty() ? owners.stream().limit(1).map(Findings::idle).toList() : findings;
    }

    private static List<OwnerDTO> owners(RegistrarDTO registrar, String name) {
        return Stream.concat(
                        registrar.registrations.stream()
                                .filter(each -> each.npi.equals(name) || isNamed(each.owner, name))
                                .map(each -> each.owner),
                        registrar.unloads.stream()
                                .map(each -> each.owner)
                                .filter(owner -> isNamed(owner, name)))
                .toList();
    }

    private static boolean isNamed(OwnerDTO owner, String name) {
        return owner.name.equals(name)
                || owner.module.equals(name)
                || Long.toString(owner.bundle).equals(name);
    }

    private static FindingDTO blocked(UnloadDTO unload) {
        FindingDTO finding = finding("BLOCKED", unload.owner, unload.subject);
        List<String> lines = Report.of(unload).lines().toList();
        finding.verdict = lines.get(0);
        finding.details = lines.subList(1, lines.size());
        finding.nextStep = unload.advice;
        finding.ageMillis = unload.ageMillis;
        finding.unload = unload;
        return finding;
    }

    private static FindingDTO unattached(RegistrationDTO registration) {
        FindingDTO finding = finding("UNATTACHED", registration.owner, registration.role + " of " + registration.npi);
        finding.npi = registration.npi;
        finding.verdict = "no provider of NPI " + registration.npi + " is attached";
        finding.ageMillis = registration.unsatisfiedMillis;
        return finding;
    }

    private static FindingDTO idle(OwnerDTO owner) {
        FindingDTO finding = finding("IDLE", owner, owner.module);
        finding.verdict = owner.name + " [" + owner.bundle + "] is not unloading";
        return finding;
    }

    private static FindingDTO finding(String kind, OwnerDTO owner, String subject) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.owner = owner;
        finding.subject = subject;
        return finding;
    }
}
