// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Publishes the commands, and watches the registrar. Its start level is below that of the registrar. */
public final class ShellActivator implements BundleActivator {
    /** Those of Gogo that may wait for a module. */
    private static final List<String> LONG = List.of("start", "stop", "update", "uninstall");

    /** Null while the bundle is stopped. Framework threads only. */
    private @Nullable Registrars registrars;

    /** The framework makes it. */
    public ShellActivator() {}

    @Override
    public void start(BundleContext context) {
        Registrars watched = new Registrars(context);
        watched.open();
        registrars = watched;
        Blockers blockers = new Blockers(watched::findings);
        // Gogo looks in this scope first.
        LONG.forEach(name -> publish(context, "gogo", name, new LongCommand(name, blockers)));
        publish(context, "nmr-shell", "bundles", new BundleNames(context));
        context.registerService(
                Supplier.class, watched::leftovers, FrameworkUtil.asDictionary(Map.of("nmr.shell", "leftovers")));
        context.addBundleListener(new EndOfFramework(blockers, System.err));
    }

    private static void publish(BundleContext context, String scope, String name, Function command) {
        context.registerService(
                Function.class,
                command,
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", scope, "osgi.command.function", name)));
    }

    @Override
    public void stop(BundleContext context) {
        if (registrars != null) {
            registrars.close();
            registrars = null;
        }
    }
}
