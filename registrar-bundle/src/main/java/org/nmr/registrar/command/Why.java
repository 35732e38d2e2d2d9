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
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.core.Report;

/** Answers "who blocks?". */
final class Why {
    private final RegistrarRuntime runtime;

    Why(RegistrarRuntime runtime) {
        this.runtime = runtime;
    }

    /** Tells of all unloads. */
    String all() {
        List<UnloadDTO> unloads = runtime.getUnloads();
        Text text = new Text();
        unloads.forEach(unload -> text.add(Report.of(unload)));
        return unloads.isEmpty() ? "nothing is unloading" : text.toString();
    }

    /** Tells of the unloads of one bundle; of several if they have the same symbolic name. */
    String bundle(String idOrName) {
        RegistrarDTO registrar = runtime.getRegistrar();
        Text text = new Text();
        find(registrar, idOrName).forEach((id, name) -> {
            List<UnloadDTO> unloads = runtime.getUnloads(id);
            if (unloads.isEmpty()) {
                addIdle(text, name + " [" + id + "]", callsOf(registrar, id));
            }
            unloads.forEach(unload -> text.add(Report.of(unload)));
        });
        return text.toString();
    }

    /** Returns the names of bundles by their ids. */
    private static Map<Long, String> find(RegistrarDTO registrar, String idOrName) {
        Map<Long, String> found = new TreeMap<>();
        owners(registrar)
                .filter(owner -> owner.name.equals(idOrName)
                        || Long.toString(owner.bundle).equals(idOrName))
                .forEach(owner -> found.put(owner.bundle, owner.name));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "nmr:why: expected the id or symbolic name of a bundle that is registered or unloading, was "
                            + idOrName + "; nmr:list shows them");
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
        text.add(bundle + " is not unloading; now an unload would wait for");
        calls.forEach(binding -> text.addBelow(Report.of(binding)));
    }
}
