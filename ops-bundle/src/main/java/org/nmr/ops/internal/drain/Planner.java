// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.PlannedBundleDTO;
import org.osgi.framework.Bundle;

/** Says what a drain ends, from what the framework and the registrar show at one moment. */
final class Planner {
    private final Wiring wiring;
    private final RegistrarRuntime runtime;

    Planner(Wiring wiring, RegistrarRuntime runtime) {
        this.wiring = wiring;
        this.runtime = runtime;
    }

    /**
     * A plan, and how it is carried out.
     *
     * @param dto what it says
     * @param graph the same, with what waits for what
     */
    record Plan(DrainPlanDTO dto, DrainGraph graph) {}

    /** Returns the plan for bundles and all that a refresh of them would stop. */
    Plan plan(Collection<Bundle> named, List<Bundle> closure) {
        Map<Long, PlannedBundleDTO> planned = new LinkedHashMap<>();
        closure.forEach(bundle -> planned.put(bundle.getBundleId(), planned(bundle, named.contains(bundle))));
        planned.forEach((id, dto) ->
                dto.wiredTo = dto.wiredTo.stream().filter(planned::containsKey).toList());
        RegistrarDTO registrar = runtime.getRegistrar();
        for (RegistrationDTO registration : registrar.registrations) {
            PlannedBundleDTO owner = planned.get(registration.owner.bundle);
            if (owner != null) {
                owner.registrations++;
            }
        }
        addBindings(planned, registrar);
        DrainGraph graph = DrainGraph.of(registrar, names(planned));
        graph.nodes().stream().filter(DrainGraph.Node::isUnload).forEach(node -> {
            PlannedBundleDTO dto = planned.get(node.steps().get(0).bundle);
            if (dto != null) {
                dto.round = node.round();
            }
        });
        DrainPlanDTO dto = new DrainPlanDTO();
        dto.bundles = planned.values().stream()
                .sorted(Comparator.comparingInt(each -> each.round))
                .toList();
        dto.steps =
                graph.nodes().stream().flatMap(node -> node.steps().stream()).toList();
        return new Plan(dto, graph);
    }

    private static Map<Long, String> names(Map<Long, PlannedBundleDTO> planned) {
        Map<Long, String> names = new LinkedHashMap<>();
        planned.forEach((id, dto) -> names.put(id, dto.name));
        return names;
    }

    private PlannedBundleDTO planned(Bundle bundle, boolean isNamed) {
        PlannedBundleDTO dto = new PlannedBundleDTO();
        dto.bundle = bundle.getBundleId();
        dto.name = Bundles.name(bundle);
        dto.version = bundle.getVersion().toString();
        dto.named = isNamed;
        dto.active = (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
        dto.wiredTo = wiring.wiredTo(bundle);
        return dto;
    }

    private void addBindings(Map<Long, PlannedBundleDTO> planned, RegistrarDTO registrar) {
        Set<Long> requiring = registrar.registrations.stream()
                .filter(each -> each.required)
                .map(each -> each.id)
                .collect(Collectors.toSet());
        Set<Long> busy = new HashSet<>();
        registrar.unloads.forEach(unload -> busy.add(unload.owner.bundle));
        for (BindingDTO binding : registrar.bindings) {
            if (isBusy(binding)) {
                busy.add(binding.client.owner.bundle);
                busy.add(binding.provider.owner.bundle);
            }
            add(planned, binding.client, binding.provider, /* isUnsatisfied= */ false);
            add(planned, binding.provider, binding.client, requiring.contains(binding.client.registrationId));
        }
        planned.values().stream()
                .filter(dto -> busy.contains(dto.bundle))
                .forEach(dto -> dto.waitsFor = waitsFor(dto.bundle));
    }

    private static boolean isBusy(BindingDTO binding) {
        return binding.callback != null
                || Stream.of(binding.client, binding.provider)
                        .anyMatch(side -> side.calls > 0 || side.pendingMillis >= 0);
    }

    private static void add(Map<Long, PlannedBundleDTO> planned, SideDTO side, SideDTO peer, boolean isUnsatisfied) {
        PlannedBundleDTO dto = planned.get(side.owner.bundle);
        if (dto == null) {
            return;
        }
        dto.bindings++;
        if (!planned.containsKey(peer.owner.bundle)) {
            dto.detached = with(dto.detached, peer.owner);
            dto.unsatisfied = isUnsatisfied ? with(dto.unsatisfied, peer.owner) : dto.unsatisfied;
        }
    }

    /** Each module once. The list is short: it is shown to a person. */
    private static List<OwnerDTO> with(List<OwnerDTO> owners, OwnerDTO owner) {
        if (owners.stream().anyMatch(each -> each.bundle == owner.bundle && each.module.equals(owner.module))) {
            return owners;
        }
        List<OwnerDTO> more = new ArrayList<>(owners);
        more.add(owner);
        return List.copyOf(more);
    }

    private List<FindingDTO> waitsFor(long bundle) {
        try {
            return runtime.getFindings(Long.toString(bundle)).stream()
                    .filter(finding -> !finding.kind.equals("UNATTACHED"))
                    .toList();
        } catch (IllegalArgumentException gone) { // all its modules have ended meanwhile
            return List.of();
        }
    }
}
