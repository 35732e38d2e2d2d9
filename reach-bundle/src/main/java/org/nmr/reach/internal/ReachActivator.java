// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.reach.internal.bridge.NodesView;
import org.nmr.reach.internal.command.NodesCommands;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Makes this framework a node, if one is configured, while a registrar is there. */
public final class ReachActivator extends NetworkModuleActivator {
    private static final String SHELL = "org.apache.felix.service.command.CommandSession";
    private static final String CONFIG_ADMIN = "org.osgi.service.cm.ManagedService";

    /** Null while the bundle is stopped. */
    private volatile @Nullable Reach reach;

    /** The framework makes it. */
    public ReachActivator() {}

    @Override
    public void start(BundleContext context) throws Exception {
        System.Logger log = System.getLogger("org.nmr.reach");
        Configured configured = new Configured(context, log);
        Reach started = new Reach(context, configured.initial(), log);
        reach = started;
        started.open();
        super.start(context);
        if (isThere(SHELL)) {
            Shell.publish(context, started);
        }
        if (isThere(CONFIG_ADMIN)) {
            ConfigurationUpdates.publish(context, configured, started::apply);
        }
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        Reach started = reach;
        if (started != null) {
            nmr.whileSatisfied(() -> started.begin(nmr));
        }
    }

    /** The links go first, so that the unload waits only for calls that are inside this framework. */
    @Override
    public void stop(BundleContext context) throws Exception {
        Reach stopped = reach;
        reach = null;
        if (stopped != null) {
            stopped.stopNode();
        }
        super.stop(context);
        if (stopped != null) {
            stopped.close();
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, /* initialize= */ false, ReachActivator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    /** Apart, so that it is loaded only where the types are that it names. */
    private static final class Shell {
        private Shell() {}

        static void publish(BundleContext context, Reach reach) {
            Map<String, Object> properties = Map.of(
                    "osgi.command.scope",
                    NodesCommands.SCOPE,
                    "osgi.command.function",
                    NodesCommands.FUNCTIONS.toArray(String[]::new));
            context.registerService(
                    NodesCommands.class, new NodesCommands(() -> view(reach)), FrameworkUtil.asDictionary(properties));
        }

        private static NodesView view(Reach reach) {
            return reach.view();
        }
    }
}
