package org.nmr.registrar.osgi;

import java.util.Map;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.command.NmrCommands;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Publishes the commands where Gogo is; the import of its package is optional. */
final class GogoCommands {
    private static final String GOGO = "org.apache.felix.service.command.CommandSession";

    private GogoCommands() {}

    /** Publishes the commands until the bundle stops, if its class loader finds Gogo. */
    static void publish(BundleContext context, RegistrarRuntime runtime) {
        if (OptionalImport.isThere(GOGO)) {
            Map<String, Object> properties = Map.of(
                    "osgi.command.scope",
                    NmrCommands.SCOPE,
                    "osgi.command.function",
                    NmrCommands.FUNCTIONS.toArray(String[]::new));
            context.registerService(
                    NmrCommands.class, new NmrCommands(runtime), FrameworkUtil.asDictionary(properties));
        }
    }
}
