// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Puts a command that can be completed beside each command of the scope {@code nmr} that Karaf has found. Karaf runs
 * the one that is there first, and completes the one that is there last. No event says when Karaf has found a command.
 * So this looks each second, on one thread.
 */
final class CompletedCommands {
    static final String SCOPE = "nmr";

    private final ServiceTracker<SessionFactory, SessionFactory> shell;
    private final ScheduledExecutorService looks;

    /** What was put beside what. The thread's only. */
    private final Map<Command, CompletedCommand> completed = new HashMap<>();

    CompletedCommands(BundleContext context) {
        shell = new ServiceTracker<>(context, SessionFactory.class, null);
        looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "nmr-karaf");
            thread.setDaemon(true);
            return thread;
        });
    }

    void open() {
        shell.open();
        Future<?> unused = looks.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    void close() {
        looks.execute(this::withdrawAll);
        looks.shutdown();
        try {
            // The registry must be there meanwhile. It is never long: nothing here waits.
            boolean unused = looks.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shell.close();
    }

    private void look() {
        SessionFactory factory = shell.getService();
        if (factory == null) {
            completed.clear(); // the registry has gone with it
        } else {
            look(factory.getRegistry());
        }
    }

    void look(Registry registry) {
        List<Command> present = registry.getCommands();
        Set<String> gone = new HashSet<>();
        completed.entrySet().removeIf(entry -> {
            boolean isGone = !present.contains(entry.getKey());
            if (isGone) {
                registry.unregister(entry.getValue());
                gone.add(entry.getValue().getName());
            }
            return isGone;
        });
        restore(registry, gone);
        present.stream()
                .filter(command -> SCOPE.equals(command.getScope()) && !(command instanceof CompletedCommand))
                .filter(command -> !completed.containsKey(command))
                .forEach(command -> {
                    CompletedCommand better = new CompletedCommand(command, registry);
                    completed.put(command, better);
                    registry.register(better);
                });
    }

    /** With one command, Karaf forgets how to run all others of its name, so those that are left are found again. */
    private static void restore(Registry registry, Set<String> names) {
        List<Command> left = registry.getCommands().stream()
                .filter(command -> SCOPE.equals(command.getScope()) && names.contains(command.getName()))
                .toList();
        left.forEach(registry::unregister);
        left.forEach(registry::register);
    }

    void withdrawAll(Registry registry) {
        Set<String> names = new HashSet<>();
        completed.values().forEach(command -> {
            registry.unregister(command);
            names.add(command.getName());
        });
        completed.clear();
        restore(registry, names);
    }

    private void withdrawAll() {
        SessionFactory factory = shell.getService();
        if (factory != null) {
            withdrawAll(factory.getRegistry());
        }
    }
}
