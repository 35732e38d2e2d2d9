// SPDX-License-Identifier: Apache-2.0
package org.nmr.health;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Prints the registrar for the Felix inventory, as text and as JSON. */
final class RegistrarPrinter implements InventoryPrinter {
    static final String NAME_OF_PRINTER = "nmr";

    private final RegistrarRuntime runtime;

    RegistrarPrinter(RegistrarRuntime runtime) {
        this.runtime = runtime;
    }

    static ServiceRegistration<?> publish(BundleContext context, RegistrarRuntime runtime) {
        return context.registerService(
                InventoryPrinter.class,
                new RegistrarPrinter(runtime),
                FrameworkUtil.asDictionary(Map.of(
                        InventoryPrinter.NAME,
                        NAME_OF_PRINTER,
                        InventoryPrinter.TITLE,
                        "Network Module Registrar",
                        InventoryPrinter.FORMAT,
                        new String[] {Format.TEXT.toString(), Format.JSON.toString()},
                        InventoryPrinter.WEBCONSOLE,
                        false)));
    }

    @Override
    public void print(PrintWriter out, Format format, boolean isZip) {
        RegistrarDTO registrar = runtime.getRegistrar();
        List<FindingDTO> findings = runtime.getFindings();
        if (Format.JSON.equals(format)) {
            out.println("{\"findings\":" + DiagnosticsJson.of(findings) + ",\"registrar\":"
                    + DiagnosticsJson.of(registrar) + "}");
        } else {
            out.println(findings.isEmpty() ? "nothing is wrong" : DiagnosticsText.of(findings));
            out.println();
            registrar.registrations.forEach(each -> out.println(each.role + " of NPI " + each.npi + ": "
                    + DiagnosticsText.name(each.owner) + ", bindings: " + each.bindings));
            registrar.bindings.forEach(each -> out.println("binding " + each.id + " over NPI " + each.npi + ": client "
                    + DiagnosticsText.name(each.client.owner) + ", provider "
                    + DiagnosticsText.name(each.provider.owner) + ", " + each.state + ", calls: "
                    + (each.client.calls + each.provider.calls)));
        }
        out.flush();
    }
}
