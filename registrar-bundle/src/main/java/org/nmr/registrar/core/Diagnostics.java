// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.AwaitedEnds;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.UnloadControl;
import org.nmr.registrar.unload.WaitCycle;

/** Shows what a registrar does: walks over its modules, so that nothing has to be kept for it. Thread safe. */
public final class Diagnostics implements RegistrarRuntime {
    private final Registrar registrar;
    private final InstalledBundles bundles;

    /** Makes the diagnostics of one registrar. */
    public Diagnostics(Registrar registrar) {
        this(registrar, InstalledBundles.NONE);
    }

    /**
     * Makes the diagnostics of one registrar in a framework.
     *
     * @param bundles knows the bundles that have registered nothing
     */
    public Diagnostics(Registrar registrar, InstalledBundles bundles) {
        this.registrar = Objects.requireNonNull(registrar, "registrar");
        this.bundles = bundles;
    }

    @Override
    public RegistrarDTO getRegistrar() {
        Snapshot snapshot = snapshot(/* withStacks= */ false);
        RegistrarDTO dto = new RegistrarDTO();
        List<LiveRegistration<?, ?>> registrations = registrations().toList();
        dto.registrations =
                registrations.stream().map(each -> copy(each, snapshot)).toList();
        dto.bindings = snapshot.of(bindings(registrations.stream()));
        dto.unloads = unloads(snapshot, module -> true);
        dto.failedPairs = registrar.pairs().recent(snapshot);
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

    /**
     * For a thread that comes each second while an end is in progress: lets deadlines know that the process runs, also
     * while no thread waits. Returns whether to come again.
     */
    public boolean beat() {
        boolean isInProgress = hasUnloads();
        if (isInProgress) {
            registrar.unloads().beat();
        }
        return isInProgress;
    }

    @Override
    public List<FindingDTO> getFindings() {
        return new Findings(registrar, this, bundles).all();
    }

    @Override
    public List<FindingDTO> getFindings(String name) {
        return new Findings(registrar, this, bundles).of(name);
    }

    /** Tells whether an end is in progress, without looking at what it waits for. */
    public boolean hasUnloads() {
        return !registrar.unloads().detaches().isEmpty()
                || registrar.modules().stream()
                        .anyMatch(module -> !module.ends().isEmpty());
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
        LiveBinding<?, ?> binding = bindings(registrations()).stream()
                .filter(each -> each.id().equals(bindingId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("revoke: expected the id of a binding that exists, was "
                        + ForeignText.of(bindingId) + "; see nmr:bindings"));
        UnloadControl.Revocation revocation = registrar.unloads().revoke(binding, "an operator has asked for it");
        if (revocation == null) {
            throw new IllegalStateException(
                    "revoke: expected a binding that holds up an unload, but there is nothing to revoke:"
                            + " no end waits for " + binding + ", or it was revoked before");
        }
        return revocation.text();
    }

    private static RegistrationDTO copy(LiveRegistration<?, ?> registration, Snapshot snapshot) {
        RegistrationInstance instance = registration.instance();
        RegistrationDTO dto = new RegistrationDTO();
        dto.id = instance.id();
        dto.role = registration.role();
        dto.npi = Who.npi(instance);
        dto.owner = registration.who().copy();
        dto.moduleId = ProviderFilter.text(instance.moduleId());
        dto.number = instance.number();
        dto.characteristics = registration.description().shown();
        dto.onBehalfOf = ForeignText.of(instance.onBehalfOf());
        registration.fill(dto, snapshot);
        return dto;
    }

    private Snapshot snapshot(boolean withStacks) {
        return new Snapshot(registrar.environment().timing(), withStacks);
    }

    private Stream<LiveRegistration<?, ?>> registrations() {
        return registrar.modules().stream().flatMap(module -> module.registrations().stream());
    }

    /** Each binding has one client, so it comes once. */
    private static List<LiveBinding<?, ?>> bindings(Stream<LiveRegistration<?, ?>> registrations) {
        return registrations
                .filter(LiveClient.class::isInstance)
                .flatMap(client -> client.bindings().stream())
                .toList();
    }

    private List<UnloadDTO> unloads(Snapshot snapshot, Predicate<LiveModule> wanted) {
        List<ObservedEnd> ends = inProgress(wanted);
        WaitCycle cycles = new WaitCycle(registrar.unloads().waiting(), /* withLocks= */ true);
        return ends.stream().map(end -> end.copy(snapshot, cycles)).toList();
    }

    private List<ObservedEnd> inProgress(Predicate<LiveModule> wanted) {
        Snapshot snapshot = snapshot(/* withStacks= */ false);
        AwaitedEnds waiters = new AwaitedEnds(registrar.unloads().waiting());
        List<ObservedEnd> ends = new ArrayList<>();
        for (LiveModule module : registrar.modules()) {
            if (wanted.test(module)) {
                module.ends()
                        .forEach(end -> ends.add(new ObservedEnd(
                                module, end.subject(), end.parts(), waiters, snapshot.age(end.parts()))));
            }
        }
        for (End end : registrar.unloads().detaches()) {
            if (end instanceof BindingEnd one) {
                add(one, wanted, snapshot.age(List.of(one)), waiters, ends);
            }
        }
        ends.sort(Comparator.comparingLong(ObservedEnd::ageMillis).reversed());
        return ends;
    }

    /** Adds the end of a binding, as one of the first of its modules that is wanted. */
    private static void add(
            BindingEnd end, Predicate<LiveModule> wanted, long age, AwaitedEnds waiters, List<ObservedEnd> ends) {
        end.binding()
                .modules()
                .filter(wanted)
                .findFirst()
                .ifPresent(module -> ends.add(new ObservedEnd(module, end.binding(), List.of(end), waiters, age)));
    }
}
