// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.Map;
import org.nmr.ops.Drainer;
import org.nmr.ops.internal.OpsActivator.Surface;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Publishes the engine, and the commands where a shell is. The services end with the bundle. */
public final class DrainSurface implements Surface {
    private static final String SHELL = "org.apache.felix.service.command.CommandSession";

    private final DrainEngine engine;

    private DrainSurface(DrainEngine engine) {
        this.engine = engine;
    }

    /**
     * Opens it.
     *
     * @param context that of this bundle
     * @return what closes it
     */
    public static DrainSurface open(BundleContext context) {
        DrainEngine engine =
                new DrainEngine(Wiring.of(context), () -> RegistrarServices.find(context), Framework.of(context));
        context.registerService(Drainer.class, engine, null);
        if (hasShell()) {
            Map<String, Object> properties = Map.of(
                    "osgi.command.scope",
                    DrainCommands.SCOPE,
                    "osgi.command.function",
                    DrainCommands.FUNCTIONS.toArray(String[]::new));
            context.registerService(
                    DrainCommands.class, new DrainCommands(context, engine), FrameworkUtil.asDictionary(properties));
        }
        return new DrainSurface(engine);
    }

    /** The import is optional, so that is decided when the bundle is resolved. */
    private static boolean hasShell() {
        try {
            Class.forName(SHELL, /* initialize= */ false, DrainSurface.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
