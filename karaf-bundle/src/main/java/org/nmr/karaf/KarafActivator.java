// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.felix.service.command.CommandSessionListener;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Publishes the state of bundles, lets Karaf's users into the web console, completes the commands, and prints
 * their help. */
public final class KarafActivator implements BundleActivator {
    /** In the order of their start. Framework threads only. */
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /** The framework makes it. */
    public KarafActivator() {}

    @Override
    public void start(BundleContext context) {
        ServiceTracker<RegistrarRuntime, RegistrarRuntime> registrar =
                new ServiceTracker<>(context, RegistrarRuntime.class, null);
        registrar.open();
        opened.push(registrar::close);
        publishState(context, registrar);
        publishUsers(context);
        context.registerService(CommandSessionListener.class, new PrintedHelp(), null);
        CompletedCommands commands = new CompletedCommands(context);
        commands.open();
        opened.push(commands::close);
    }

    private static void publishState(
            BundleContext context, ServiceTracker<RegistrarRuntime, RegistrarRuntime> registrar) {
        try {
            NmrBundleState.publish(context, registrar::getService);
        } catch (NoClassDefFoundError noBundleCommands) {
            return; // the package is optional
        }
    }

    private static void publishUsers(BundleContext context) {
        try {
            KarafUsers.publish(context);
        } catch (NoClassDefFoundError noWebConsole) {
            return; // the package is optional
        }
    }

    @Override
    public void stop(BundleContext context) {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
