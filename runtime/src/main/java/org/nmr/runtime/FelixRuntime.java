// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.nmr.runtime.PackedBundles.PackedBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * One framework with its storage in a temporary folder, and the end of both with the JVM.
 *
 * <p>However the JVM ends, its shutdown thread stops the framework and waits for it, so that modules unload in order:
 * by descending start level, the registrar and the API last.
 */
final class FelixRuntime {
    /** The start level of the modules: above everything that they need and that helps to see why one does not end. */
    static final int MODULES = 10;

    /** A module that never completes must not make the JVM unkillable. */
    private static final long STOP_LIMIT = TimeUnit.SECONDS.toMillis(30);

    private static final String LEFTOVERS = "(nmr.shell=leftovers)";

    private final Framework framework;
    private final Storage storage;

    /** Says what had not unloaded; empty if all had. */
    private volatile Supplier<String> leftovers = () -> "";

    /** Whether the framework has stopped before the JVM began to end. */
    private volatile boolean ended;

    private FelixRuntime(Framework framework, Storage storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /**
     * Starts a framework with nothing in it.
     *
     * @param settings further framework properties
     */
    static FelixRuntime start(Map<String, String> settings) throws IOException, BundleException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Storage storage = Storage.create(temporary);
        Leftovers.remove(temporary, storage.folder());
        Map<String, String> all = new HashMap<>(settings);
        all.put(Constants.FRAMEWORK_STORAGE, storage.folder().resolve("bundles").toString());
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(MODULES));
        all.put("felix.startlevel.bundle", Integer.toString(MODULES));
        all.put(
                "felix.fileinstall.tmpdir",
                storage.folder().resolve("fileinstall").toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, LogBridge.PACKAGE);
        all.put("org.osgi.service.log.admin.loglevel", "INFO");
        // Not the present folder, where the shell would look for start-up scripts.
        all.put("gosh.home", storage.folder().toString());
        FelixRuntime runtime = new FelixRuntime(new FrameworkFactory().newFramework(all), storage);
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::end, "nmr-end"));
        runtime.framework.start();
        return runtime;
    }

    Framework framework() {
        return framework;
    }

    /** Returns the folder where Gogo looks for its start-up script. */
    Path home() {
        return storage.folder();
    }

    /** Installs all of them, then starts them in order. */
    void start(List<PackedBundle> packed) throws BundleException {
        for (Bundle bundle : install(packed)) {
            bundle.start();
        }
    }

    /** Starts what belongs to every run, and what makes a node of it. */
    void startNode(PackedBundles packed) throws BundleException {
        // Installed first: an NPI is resolved with it, or never crosses.
        install(packed.group("reach"));
        start(packed.group(""));
        start(packed.group("reach"));
    }

    List<Bundle> install(List<PackedBundle> packed) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (PackedBundle one : packed) {
            Bundle bundle = framework.getBundleContext().installBundle(one.location());
            bundle.adapt(BundleStartLevel.class).setStartLevel(one.startLevel());
            installed.add(bundle);
        }
        return installed;
    }

    /** Finds who tells at the end what had not unloaded. */
    @SuppressWarnings("unchecked") // the filter says what it supplies
    void watchLeftovers() {
        BundleContext context = framework.getBundleContext();
        try {
            for (ServiceReference<?> found : context.getServiceReferences(Supplier.class, LEFTOVERS)) {
                leftovers = (Supplier<String>) context.getService(found);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Blocks until somebody has stopped the framework.
     *
     * @param asked the exit status that the user asks for
     * @return that, unless it is 0 and something had not unloaded
     */
    int awaitStop(IntSupplier asked) throws InterruptedException {
        framework.waitForStop(0);
        ended = true;
        return asked.getAsInt() != 0 || leftovers.get().isEmpty() ? asked.getAsInt() : Main.NOT_UNLOADED;
    }

    /** If the JVM ends by a signal, only its halt can set the exit status. */
    private void end() {
        boolean isSignal = !ended;
        try {
            Optional<String> exit = ExitInside.find();
            boolean isClean = exit.isPresent() ? tellExit(exit.get()) : stop();
            storage.delete();
            if (isSignal && !isClean) {
                System.err.flush();
                Runtime.getRuntime().halt(Main.NOT_UNLOADED);
            }
        } catch (BundleException | IOException e) {
            System.err.println("nmr: expected to stop the framework and delete its storage, but failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit status stays that of the call. */
    private boolean tellExit(String exit) {
        System.err.println("nmr: System.exit was called " + exit + inTransition()
                + ". The framework cannot stop before System.exit returns."
                + " So the JVM ends at once, and no module unloads");
        return true;
    }

    /** Returns whether everything was unloaded. */
    private boolean stop() throws BundleException, InterruptedException {
        framework.stop();
        if (framework.waitForStop(STOP_LIMIT).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            System.err.println("nmr: the JVM ends, although the framework has not stopped after "
                    + TimeUnit.MILLISECONDS.toSeconds(STOP_LIMIT) + " s" + inTransition()
                    + ". The log says for whom the modules wait");
            return false;
        }
        String left = leftovers.get();
        if (!left.isEmpty()) {
            System.err.println("nmr: not everything was unloaded: " + left + ". The log says whose they are");
        }
        return left.isEmpty();
    }

    /** Returns which bundles start or stop; empty if none does. */
    private String inTransition() {
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = context == null ? List.of() : List.of(context.getBundles());
        String names = bundles.stream()
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .filter(bundle -> (bundle.getState() & (Bundle.STARTING | Bundle.STOPPING)) != 0)
                .map(bundle -> bundle + (bundle.getState() == Bundle.STARTING ? " is starting" : " is stopping"))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ": " + names;
    }
}
