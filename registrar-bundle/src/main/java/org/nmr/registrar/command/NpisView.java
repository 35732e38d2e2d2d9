// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.NpiDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.text.ForeignText;

/**
 * The NPIs, with the number of their clients, providers and bindings.
 *
 * @param npis in the order of their ids
 */
record NpisView(List<NpiDTO> npis) implements View {
    static NpisView of(RegistrarDTO registrar) {
        Map<String, NpiDTO> byId = new TreeMap<>();
        registrar.registrations.forEach(each -> {
            NpiDTO npi = of(byId, each.npi);
            boolean isClient = each.role.equals("client");
            npi.clients += isClient ? 1 : 0;
            npi.providers += isClient ? 0 : 1;
            npi.clientsWithoutBinding += isClient && each.bindings == 0 ? 1 : 0;
            npi.providersWithoutBinding += !isClient && each.bindings == 0 ? 1 : 0;
        });
        registrar.bindings.forEach(each -> of(byId, each.npi).bindings++);
        return new NpisView(List.copyOf(byId.values()));
    }

    private static NpiDTO of(Map<String, NpiDTO> byId, String id) {
        return byId.computeIfAbsent(id, key -> {
            NpiDTO npi = new NpiDTO();
            npi.npi = key;
            return npi;
        });
    }

    @Override
    public String text(Terminal terminal, boolean all) {
        Text text = new Text(all).add(Text.count(npis.size(), "NPI"));
        if (!npis.isEmpty()) {
            Table table = new Table("NPI", "CLIENTS", "PROVIDERS", "BINDINGS", "NOTE");
            text.first(npis)
                    .forEach(each -> table.row(
                            ForeignText.of(each.npi), each.clients, each.providers, each.bindings, note(each)));
            text.addTable(table, terminal, npis.size(), 95);
        }
        return text.toString();
    }

    private static String note(NpiDTO npi) {
        if (npi.providers == 0) {
            return "nobody offers it";
        }
        if (npi.clients == 0) {
            return "nobody asks for it";
        }
        return npi.clientsWithoutBinding == 0
                ? ""
                : Text.count(npi.clientsWithoutBinding, "client") + " without binding; see nmr:why";
    }

    @Override
    public String json() {
        return DiagnosticsJson.of(npis);
    }
}
