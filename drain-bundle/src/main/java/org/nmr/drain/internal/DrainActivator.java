// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal;

import static java.lang.System.Logger.Level.DEBUG;

import java.net.URL;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.command.DrainedCommands;
import org.nmr.drain.internal.rules.Rules;
import org.nmr.drain.internal.rules.Settings;
import org.nmr.drain.internal.service.ComponentScopes;
import org.nmr.drain.internal.service.Drain;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/** Starts to drain, unless another version of this bundle does. */
public final class DrainActivator implements BundleActivator {
    private static final String CLASSES = "org/nmr/drain/internal";
    private static final String SHELL = "org.apache.felix.service.command.CommandSession";
    private static final String CONFIG_ADMIN = "org.osgi.service.cm.ManagedService";

    /** Null while the bundle is stopped. Framework threads only. */
    private @Nullable Drain drain;

    /** The framework makes it. */
    public DrainActivator() {}

    @Override
    public void start(BundleContext context) throws BundleException {
        requireNoOther(context.getBundle());
        System.Logger log = System.getLogger("org.nmr.drain");
        loadAll(context.getBundle(), log);
        Configured configured = new Configured(context, log);
        Drain started = new Drain(context, rules(context, configured.initial()), log);
        drain = started;
        started.open();
        if (isThere(SHELL)) {
            Shell.publish(context, started);
        }
        if (isThere(CONFIG_ADMIN)) {
            ConfigurationUpdates.publish(context, configured, settings -> started.apply(rules(context, settings)));
        }
    }

    private static Rules rules(BundleContext context, Settings settings) {
        return new Rules(settings, ComponentScopes.of(context));
    }

    private static void requireNoOther(Bundle own) throws BundleException {
        for (Bundle each : own.getBundleContext().getBundles()) {
            boolean isOther = !each.equals(own) && own.getSymbolicName().equals(each.getSymbolicName());
            if (isOther && (each.getState() & (Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) != 0) {
                throw new BundleException(
                        own + ": expected to be the only active bundle " + own.getSymbolicName() + ", but "
                                + each.getSymbolicName() + " " + each.getVersion() + " [" + each.getBundleId()
                                + "] is active, too. Stop it, or uninstall one of them",
                        BundleException.ACTIVATOR_ERROR);
            }
        }
    }

    /** A bundle that was updated cannot load classes any more, and may have ends to bring about. */
    private static void loadAll(Bundle own, System.Logger log) {
        for (URL each : Collections.list(own.findEntries(CLASSES, "*.class", /* recurse= */ true))) {
            String path = each.getPath();
            String name = path.substring(path.indexOf(CLASSES), path.length() - ".class".length())
                    .replace('/', '.');
            try {
                Class.forName(name, /* initialize= */ true, DrainActivator.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError optional) {
                log.log(DEBUG, "an optional import is not there", optional);
            }
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, /* initialize= */ false, DrainActivator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    @Override
    public void stop(BundleContext context) {
        Drain stopped = drain;
        drain = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    /** Apart, so that it is loaded only where the types are that it names. */
    private static final class Shell {
        private Shell() {}

        static void publish(BundleContext context, Drain drain) {
            Map<String, Object> properties = Map.of(
                    "osgi.command.scope",
                    DrainedCommands.SCOPE,
                    "osgi.command.function",
                    DrainedCommands.FUNCTIONS.toArray(String[]::new));
            context.registerService(
                    DrainedCommands.class,
                    new DrainedCommands(context, drain.services()),
                    FrameworkUtil.asDictionary(properties));
        }
    }
}
