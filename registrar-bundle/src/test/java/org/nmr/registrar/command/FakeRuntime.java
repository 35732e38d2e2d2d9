// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;

/**
 * A registrar with a client in bundle 5 and a provider in bundle 7, attached as binding 1-1; the test says what else.
 */
final class FakeRuntime implements RegistrarRuntime {
    static final String BINDING = "binding 1-1 of client cli [5] and provider pro [7] over NPI npi.a is ";

    final RegistrarDTO registrar = new RegistrarDTO();
    final BindingDTO binding = new BindingDTO();
    final List<UnloadDTO> unloads = new ArrayList<>();
    final List<FindingDTO> findings = new ArrayList<>();
    final List<String> revoked = new ArrayList<>();

    /** What a revocation throws, or null. */
    @Nullable
    RuntimeException failure;

    FakeRuntime() {
        registrar.registrations =
                List.of(registration(12, "provider", owner(7, "pro")), registration(13, "client", owner(5, "cli")));
        registrar.attachedCount = 1;
        registrar.bindings = List.of(binding);
        registrar.unloads = unloads;
        binding.id = "1-1";
        binding.npi = "npi.a";
        binding.state = "ATTACHED";
        binding.ageMillis = 65_000;
        binding.client.owner = owner(5, "cli");
        binding.client.state = "OPEN";
        binding.provider.owner = owner(7, "pro");
        binding.provider.state = "OPEN";
    }

    static OwnerDTO owner(long id, String name) {
        OwnerDTO owner = new OwnerDTO();
        owner.bundle = id;
        owner.name = name;
        owner.module = name;
        owner.version = "1.0.0";
        return owner;
    }

    static RegistrationDTO registration(long id, String role, OwnerDTO owner) {
        RegistrationDTO registration = new RegistrationDTO();
        registration.id = id;
        registration.role = role;
        registration.owner = owner;
        registration.npi = "npi.a";
        registration.bindings = 1;
        return registration;
    }

    /** The provider's end waits for the binding. */
    FakeRuntime unloadProvider() {
        UnloadDTO unload = new UnloadDTO();
        unload.subject = "unload of all modules of pro [7]";
        unload.owner = owner(7, "pro");
        unload.ageMillis = 6000;
        unload.outstanding = List.of(binding);
        unloads.add(unload);
        binding.state = "DETACHING";
        return this;
    }

    @Override
    public RegistrarDTO getRegistrar() {
        return registrar;
    }

    @Override
    public List<UnloadDTO> getUnloads() {
        return unloads;
    }

    @Override
    public List<UnloadDTO> getUnloads(long bundleId) {
        return unloads.stream()
                .filter(unload -> unload.owner.bundle == bundleId)
                .toList();
    }

    @Override
    public List<FindingDTO> getFindings() {
        return findings;
    }

    /** Knows the bundles 5 and 7, and what the test says. */
    @Override
    public List<FindingDTO> getFindings(String name) {
        List<FindingDTO> found =
                findings.stream().filter(each -> each.subject.equals(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expected a name, was " + name);
        }
        return found;
    }

    /** Adds a finding about something. */
    FindingDTO finding(String subject) {
        FindingDTO finding = new FindingDTO();
        finding.kind = "UNATTACHED";
        finding.subject = subject;
        finding.verdict = "verdict on " + subject;
        finding.details = List.of("  detail of " + subject);
        finding.nextStep = "step for " + subject;
        findings.add(finding);
        return finding;
    }

    @Override
    public String revoke(String bindingId) {
        if (failure != null) {
            throw failure;
        }
        revoked.add(bindingId);
        return "gave up " + bindingId + ". Before the revocation:\n  its report";
    }
}
