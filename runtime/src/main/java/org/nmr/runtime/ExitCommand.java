// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;

/**
 * The command {@code exit}. Without it Gogo would find {@code System.exit}, which ends the JVM under the shell's feet.
 *
 * <p>Gogo calls the methods by reflection, so they are public.
 */
public final class ExitCommand {
    private final Framework framework;
    private volatile int status;

    private ExitCommand(Framework framework) {
        this.framework = framework;
    }

    static ExitCommand publish(Framework framework) {
        ExitCommand command = new ExitCommand(framework);
        // Gogo looks in its own scope first.
        Map<String, String> properties = Map.of("osgi.command.scope", "gogo", "osgi.command.function", "exit");
        framework.getBundleContext().registerService(Object.class, command, FrameworkUtil.asDictionary(properties));
        return command;
    }

    /** Returns the status that the last {@code exit} asked for, 0 without one. */
    int status() {
        return status;
    }

    /**
     * Stops the framework, and the JVM after it.
     *
     * @throws BundleException if the framework cannot be stopped
     */
    public void exit() throws BundleException {
        exit(0);
    }

    /**
     * Stops the framework, and the JVM after it.
     *
     * @param exitStatus the exit status of the JVM
     * @throws BundleException if the framework cannot be stopped
     */
    public void exit(int exitStatus) throws BundleException {
        status = exitStatus;
        framework.stop();
    }
}
