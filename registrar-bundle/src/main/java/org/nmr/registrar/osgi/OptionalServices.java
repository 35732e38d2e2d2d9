// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.nmr.RegistrarOptions;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.command.NmrCommands;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ManagedService;

/**
 * What is published only where others are that use it. The imports are optional, so whether they are there is decided
 * when the bundle is resolved. Each service ends with the bundle.
 */
final class OptionalServices {
    private static final String SHELL = "org.apache.felix.service.command.CommandSession";
    private static final String CONFIG_ADMIN = "org.osgi.service.cm.ManagedService";
    private static final String BUNDLE_HOOK = "org.osgi.framework.hooks.bundle.EventHook";

    private OptionalServices() {}

    /** Publishes the commands, where a shell is. */
    static void publishCommands(BundleContext context, RegistrarRuntime runtime) {
        if (isThere(SHELL)) {
            Map<String, Object> properties = Map.of(
                    "osgi.command.scope",
                    NmrCommands.SCOPE,
                    "osgi.command.function",
                    NmrCommands.FUNCTIONS.toArray(String[]::new));
            context.registerService(
                    NmrCommands.class,
                    new NmrCommands(runtime, new Versions(context)),
                    FrameworkUtil.asDictionary(properties));
        }
    }

    /**
     * Lets the registrar be configured, where Config Admin is.
     *
     * @param inProgress tells whether an unload is in progress
     * @return a look at the options, to be taken each second while it says so; see {@link ConfigurationPull}
     */
    static BooleanSupplier publishConfiguration(
            BundleContext context, ConfiguredOptions options, BooleanSupplier inProgress, System.Logger log) {
        return isThere(CONFIG_ADMIN) ? WithConfigAdmin.publish(context, options, inProgress, log) : () -> false;
    }

    /** Apart, so that it is loaded only where the types are that it names. */
    private static final class WithConfigAdmin {
        private WithConfigAdmin() {}

        static BooleanSupplier publish(
                BundleContext context, ConfiguredOptions options, BooleanSupplier inProgress, System.Logger log) {
            ServiceReference<ManagedService> updates = context.registerService(
                            ManagedService.class,
                            new ConfigurationUpdates(options),
                            FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, RegistrarOptions.PID)))
                    .getReference();
            return new ConfigurationPull(context, options, updates, inProgress, Daemons.named("nmr-configuration"), log)
                    ::look;
        }
    }

    /** Lets listeners hear of a stop before all others do, where the framework has hooks. */
    static void publishHook(BundleContext context, List<SynchronousBundleListener> first) {
        if (isThere(BUNDLE_HOOK)) {
            context.registerService(BUNDLE_HOOK, new StoppingHook(first), null);
        }
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, /* initialize= */ false, OptionalServices.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }
}
