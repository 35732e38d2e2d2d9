// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.itests.shared.Scenario;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A fresh Felix for each test, driven from outside, with the API and the dispatch types in it. After each test
 * everything is stopped in it, and nothing may be left: see {@link Leftovers}.
 */
public final class Felix implements BeforeEachCallback, AfterEachCallback {
    private final Map<String, String> properties;
    private final List<Task> tasks = new ArrayList<>();
    private Scenario scenario = new Scenario();
    private Leftovers leftovers;
    private TestContainer container;
    private BundleContext context;
    private Framework framework;

    /** Makes a framework without properties of its own. */
    public Felix() {
        this(Map.of());
    }

    /** Makes a framework with these properties. */
    public Felix(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        leftovers = new Leftovers();
        scenario = new Scenario();
        tasks.clear();
        Path folder = Files.createDirectories(Path.of("target", "felix"));
        List<Option> options = new ArrayList<>(List.of(
                workingDirectory(Files.createTempDirectory(folder, "it").toString()),
                systemTimeout(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS)),
                systemPackages(Scenario.class.getPackageName()),
                // else each framework leaves its idle resolver threads behind for a minute
                frameworkProperty("felix.resolver.parallelism").value("1")));
        properties.forEach((name, value) -> options.add(frameworkProperty(name).value(value)));
        ExamSystem system = DefaultExamSystem.create(options.toArray(Option[]::new));
        container = PaxExamRuntime.createContainer(system);
        container.start();
        framework = (Framework) ((NativeTestContainer) container).getSystemBundle();
        context = framework.getBundleContext();
        context.registerService(Scenario.class, scenario, null);
        start(Shipped.API);
        start(ModuleJar.npi());
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        try {
            scenario.release();
            if (test.getExecutionException().isEmpty() && framework.getState() == Bundle.ACTIVE) {
                async("stop all", this::stopAll).join();
                leftovers.assertNoServices(context);
            }
        } finally {
            container.stop(); // deletes the working directory, too
        }
        if (test.getExecutionException().isEmpty()) {
            for (Task task : tasks) {
                task.failure();
            }
            leftovers.assertNoThreads();
            Leftovers.assertBalanced(scenario.everything());
        }
    }

    private void stopAll() throws BundleException {
        Bundle[] bundles = context.getBundles();
        for (int i = bundles.length - 1; i > 0; i--) {
            bundles[i].stop();
        }
    }

    /** Returns the script and history that the modules of this framework use. */
    public Scenario scenario() {
        return scenario;
    }

    /** Returns the context of the framework itself. */
    public BundleContext context() {
        return context;
    }

    /** Returns what shows what the running registrar does. */
    public RegistrarRuntime runtime() {
        return Foreign.service(RegistrarRuntime.class, context);
    }

    /** Runs a line of the shell, which was started before the registrar, and returns what it answers. */
    public String command(String line) throws Exception {
        try (Shell shell = Shell.open(context, "")) {
            return shell.run(line);
        }
    }

    /** Tells whether a refresh holds a lock that every start and stop needs. */
    public boolean refreshLocksEverything() {
        return framework.getClass().getName().startsWith("org.apache.felix.");
    }

    /**
     * Sets the start level of bundles; returns when that is done, else the framework could start one that is stopped
     * next.
     */
    public void level(int level, Bundle... bundles) throws InterruptedException {
        for (Bundle bundle : bundles) {
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        }
        // handled by the same thread, one after the other
        activeLevel(framework.adapt(FrameworkStartLevel.class).getStartLevel());
    }

    /** Changes the active start level; returns when that is done. */
    public void activeLevel(int level) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> done.countDown());
        if (!done.await(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("expected the change of the start level to " + level + " to end");
        }
    }

    /** Waits until the framework has stopped. */
    public void awaitStopped() throws InterruptedException {
        FrameworkEvent end = framework.waitForStop(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS));
        assertEquals(FrameworkEvent.STOPPED, end.getType(), "the event at the framework's end");
    }

    /** Returns the framework itself. */
    public Framework framework() {
        return framework;
    }

    /** Installs and starts bundles, in this order. */
    public List<Bundle> start(Shipped first, Shipped... more) throws Exception {
        List<Bundle> started = new ArrayList<>(List.of(startOne(first)));
        for (Shipped shipped : more) {
            started.add(startOne(shipped));
        }
        return started;
    }

    /** Installs and starts the registrar. */
    public Bundle startRegistrar() throws Exception {
        return startOne(Shipped.REGISTRAR);
    }

    private Bundle startOne(Shipped shipped) throws Exception {
        return started(context.installBundle(shipped.path().toUri().toString()));
    }

    /** Installs and starts a module bundle. */
    public Bundle start(ModuleJar jar) throws Exception {
        return started(install(jar));
    }

    /** Installs a module bundle. */
    public Bundle install(ModuleJar jar) throws Exception {
        try (InputStream bytes = jar.open()) {
            return context.installBundle(jar.location(), bytes);
        }
    }

    /** Installs a bundle of ours once more, as if it had another version. */
    public Bundle install(Shipped shipped, String version) throws Exception {
        try (InputStream bytes = ModuleJar.copy(shipped, version)) {
            return context.installBundle("itests:" + shipped + version, bytes);
        }
    }

    private static Bundle started(Bundle bundle) throws BundleException {
        bundle.start();
        assertEquals(Bundle.ACTIVE, bundle.getState(), () -> bundle + " was started");
        return bundle;
    }

    /** Returns the bundle of a symbolic name. */
    public Bundle find(String symbolicName) {
        for (Bundle bundle : context.getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("expected the bundle " + symbolicName + " to be installed");
    }

    /** Runs something that may block on a thread of its own. */
    public Task async(String name, Task.Action action) {
        Task task = Task.start(name, action);
        tasks.add(task);
        return task;
    }

    /** Updates a bundle with the bytes that it was installed from. */
    public void update(Bundle bundle, Shipped shipped) throws IOException, BundleException {
        try (InputStream bytes = shipped.open()) {
            bundle.update(bytes);
        }
    }

    /** Updates a module bundle. */
    public void update(Bundle bundle, ModuleJar jar) throws IOException, BundleException {
        try (InputStream bytes = jar.open()) {
            bundle.update(bytes);
        }
    }

    /** Refreshes bundles and all that depends on them; returns when that is done. */
    public void refresh(Bundle... bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundles), event -> done.countDown());
        if (!done.await(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("expected the refresh of " + List.of(bundles) + " to end");
        }
    }
}
