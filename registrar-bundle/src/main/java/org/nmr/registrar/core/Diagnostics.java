// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Ending;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.Unloads;
import org.nmr.registrar.unload.WaitCycle;
import org.nmr.registrar.unload.Waiters;

/** Shows what a registrar does: walks over its modules, so that nothing has to be kept for it. Thread safe. */
public final class Diagnostics implements RegistrarRuntime {
    private final Registrar registrar;

    /** Makes the diagnostics of one registrar. */
    public Diagnostics(Registrar registrar) {
        this.registrar = Objects.requireNonNull(registrar, "registrar");
    }

    @Override
    public RegistrarDTO getRegistrar() {
        Snapshot snapshot = snapshot(/* withStacks= */ false);
        RegistrarDTO dto = new RegistrarDTO();
        List<RegistrationCore<?, ?>> registrations = registrations().toList();
        dto.registrations =
                registrations.stream().map(each -> copy(each, snapshot)).toList();
        dto.bindings = snapshot.of(bindings(registrations.stream()));
        dto.unloads = unloads(snapshot, module -> true);
        dto.failedPairs = registrar.pairs().recent();
        dto.attachedCount = registrar.pairs().attachedCount();
        dto.refusedCount = registrar.pairs().refusedCount();
        dto.failedCount = registrar.pairs().failedCount();
        dto.abandonedCalls = registrar.unloads().abandonedCalls();
        dto.revocations = registrar.unloads().revocations();
        return dto;
    }

    @Override
    public List<UnloadDTO> getUnloads() {
        return unloads(snapshot(/* withStacks= */ true), module -> true);
    }

    /** Tells whether an end is in progress, without looking at what it waits for. */
    public boolean hasUnloads() {
        return !registrar.unloads().detaches().isEmpty()
                || registrar.modules().stream()
                        .anyMatch(module -> !module.unloads().isEmpty());
    }

    @Override
    public List<UnloadDTO> getUnloads(long bundleId) {
        return unloads(
                snapshot(/* withStacks= */ true), module -> module.who().owner().id() == bundleId);
    }

    /** Returns the ends in progress, the oldest first; no thread is disturbed, and no text is made. */
    public List<? extends OngoingEnd> ongoing() {
        return inProgress(module -> true);
    }

    @Override
    public String revoke(String bindingId) {
        Objects.requireNonNull(bindingId, "revoke: expected the id of a binding, was null");
        BindingCore<?, ?> binding = bindings(registrations()).stream()
                .filter(each -> each.id().equals(bindingId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("revoke: expected the id of a binding that lives, was "
                        + ForeignText.of(bindingId) + "; see nmr:bindings"));
        Unloads.Revocation revocation = registrar.unloads().revoke(binding, "an operator has asked for it");
        if (revocation == null) {
            throw new IllegalStateException(
                    "revoke: expected a binding that holds an unload up, but there is nothing to give up of "
                            + binding);
        }
        return revocation.text();
    }

    private static RegistrationDTO copy(RegistrationCore<?, ?> registration, Snapshot snapshot) {
        RegistrationInstance instance = registration.instance();
        RegistrationDTO dto = new RegistrationDTO();
        dto.id = instance.id();
        dto.role = registration.role();
        dto.npi = Who.npi(instance);
        dto.owner = registration.who().copy();
        dto.moduleId = ForeignText.of(instance.moduleId().toString());
        dto.number = instance.number();
        dto.characteristics = registration.description().shown();
        dto.onBehalfOf = ForeignText.of(instance.onBehalfOf());
        registration.describe(dto, snapshot);
        return dto;
    }

    private Snapshot snapshot(boolean withStacks) {
        return new Snapshot(registrar.settings().timing(), withStacks);
    }

    private Stream<RegistrationCore<?, ?>> registrations() {
        return registrar.modules().stream().flatMap(module -> module.registrations().stream());
    }

    /** Each binding has one client, so it comes once. */
    private static List<BindingCore<?, ?>> bindings(Stream<RegistrationCore<?, ?>> registrations) {
        return registrations
                .filter(ClientCore.class::isInstance)
                .flatMap(client -> client.bindings().stream())
                .toList();
    }

    private List<UnloadDTO> unloads(Snapshot snapshot, Predicate<ModuleCore> wanted) {
        List<EndInProgress> ends = inProgress(wanted);
        WaitCycle cycles = new WaitCycle(registrar.unloads().waiting(), /* withLocks= */ true);
        return ends.stream().map(end -> end.copy(snapshot, cycles)).toList();
    }

    private List<EndInProgress> inProgress(Predicate<ModuleCore> wanted) {
        Snapshot snapshot = snapshot(/* withStacks= */ false);
        Waiters waiters = new Waiters(registrar.unloads().waiting());
        List<EndInProgress> ends = new ArrayList<>();
        for (ModuleCore module : registrar.modules()) {
            if (wanted.test(module)) {
                module.unloads()
                        .forEach((subject, parts) ->
                                ends.add(new EndInProgress(module, subject, parts, waiters, snapshot.age(parts))));
            }
        }
        for (Ending end : registrar.unloads().detaches()) {
            if (end instanceof BindingEnding one) {
                add(one, wanted, snapshot.age(List.of(one)), waiters, ends);
            }
        }
        ends.sort(Comparator.comparingLong(EndInProgress::ageMillis).reversed());
        return ends;
    }

    /** Adds the end of a binding, as one of the first of its modules that is wanted. */
    private static void add(
            BindingEnding end, Predicate<ModuleCore> wanted, long age, Waiters waiters, List<EndInProgress> ends) {
        end.binding()
                .modules()
                .filter(wanted)
                .findFirst()
                .ifPresent(module -> ends.add(new EndInProgress(module, end.binding(), List.of(end), waiters, age)));
    }
}
