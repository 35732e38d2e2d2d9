// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/** Answers "who blocks?". */
final class Why {
    private final RegistrarRuntime runtime;

    private final boolean isWhole;

    /** For all that there is to tell, or for the first of it. */
    Why(RegistrarRuntime runtime, boolean isWhole) {
        this.runtime = runtime;
        this.isWhole = isWhole;
    }

    /** Tells of all unloads. */
    String all() {
        List<UnloadDTO> unloads = runtime.getUnloads();
        Text text = new Text(isWhole);
        if (unloads.isEmpty()) {
            text.add("nothing is unloading");
        }
        addUnloads(text, unloads);
        addUnsatisfied(text, Unsatisfied.of(runtime.getRegistrar()).toList());
        return text.toString();
    }

    /** Tells of the unloads of one bundle; of several if they have the same symbolic name. */
    String bundle(String idOrName) {
        RegistrarDTO registrar = runtime.getRegistrar();
        Text text = new Text(isWhole);
        find(registrar, idOrName).forEach((id, name) -> {
            List<UnloadDTO> unloads = runtime.getUnloads(id);
            if (unloads.isEmpty()) {
                addIdle(text, ForeignText.of(name) + " [" + id + "]", callsOf(registrar, id));
            }
            addUnloads(text, unloads);
            addUnsatisfied(
                    text,
                    Unsatisfied.of(registrar)
                            .filter(client -> client.owner.bundle == id)
                            .toList());
        });
        return text.toString();
    }

    private void addUnloads(Text text, List<UnloadDTO> unloads) {
        text.addEach(unloads, unload -> isWhole ? Report.whole(unload) : Report.of(unload), 95);
    }

    private static void addUnsatisfied(Text text, List<RegistrationDTO> clients) {
        text.addEach(clients, Unsatisfied::line, 15);
    }

    /** Returns the names of bundles by their ids. */
    private static Map<Long, String> find(RegistrarDTO registrar, String idOrName) {
        Map<Long, String> found = new TreeMap<>();
        owners(registrar)
                .filter(owner -> owner.name.equals(ForeignText.of(idOrName))
                        || Long.toString(owner.bundle).equals(idOrName))
                .forEach(owner -> found.put(owner.bundle, owner.name));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "nmr:why: expected the id or symbolic name of a bundle that is registered or unloading, was "
                            + Arguments.shown(idOrName) + "; nmr:list shows them");
        }
        return found;
    }

    private static Stream<OwnerDTO> owners(RegistrarDTO registrar) {
        return Stream.concat(
                registrar.registrations.stream().map(registration -> registration.owner),
                registrar.unloads.stream().map(unload -> unload.owner));
    }

    private static List<BindingDTO> callsOf(RegistrarDTO registrar, long bundle) {
        return registrar.bindings.stream()
                .filter(binding -> binding.client.owner.bundle == bundle || binding.provider.owner.bundle == bundle)
                .filter(binding -> binding.client.calls + binding.provider.calls > 0)
                .toList();
    }

    private static void addIdle(Text text, String bundle, Collection<BindingDTO> calls) {
        if (calls.isEmpty()) {
            text.add(bundle + " is not unloading, and no call of its bindings is in flight");
            return;
        }
        text.add(bundle + " is not unloading. An unload would now wait for");
        text.addEach(calls, binding -> Text.below(Report.of(binding)), 90);
    }
}
