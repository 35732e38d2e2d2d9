// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;

/**
 * What may follow a command.
 *
 * @param runtime the registrar whose names are offered
 */
record Completions(RegistrarRuntime runtime) {
    /** Returns the names in their order; those of all bundles for a command that is not known here. */
    List<String> of(String name) {
        Optional<Usage> usage = Usage.of(name);
        Stream<String> names = usage.isEmpty() ? bundles() : names(usage.get());
        return names.filter(each -> !each.isEmpty()).distinct().sorted().toList();
    }

    private Stream<String> names(Usage usage) {
        return switch (usage) {
            case WHY -> Stream.of(bundles(), modules(), npis()).flatMap(each -> each);
            case BINDINGS -> npis();
            case REVOKE ->
                runtime.getUnloads().stream()
                        .map(unload -> unload.outstanding)
                        .flatMap(Collection::stream)
                        .map(binding -> binding.id);
            case WATCH -> Stream.of("list", "bindings", "npis", "failed", "why");
            case COMPLETE -> Stream.of(Usage.values()).map(Usage::command);
            default -> Stream.empty();
        };
    }

    private Stream<RegistrationDTO> registrations() {
        return runtime.getRegistrar().registrations.stream();
    }

    private Stream<OwnerDTO> owners() {
        RegistrarDTO registrar = runtime.getRegistrar();
        return Stream.concat(
                registrar.registrations.stream().map(each -> each.owner),
                registrar.unloads.stream().map(each -> each.owner));
    }

    private Stream<String> bundles() {
        return owners().map(owner -> owner.name);
    }

    private Stream<String> modules() {
        return owners().map(owner -> owner.module);
    }

    private Stream<String> npis() {
        return registrations().map(each -> each.npi);
    }
}
