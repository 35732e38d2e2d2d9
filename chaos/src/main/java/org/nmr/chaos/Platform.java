// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.nmr.chaos.shared.Probe;
import org.nmr.chaos.shared.World;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework on the class path, with the registrar's bundles, the dispatch types and the probe in it. */
final class Platform {
    private final Path storage = Files.createTempDirectory("chaos");
    private final Framework framework;
    private final Bundle npi;
    private final Bundle services;
    private final Bundle registrar;
    private final BundleJar drainJar;
    private final Bundle drain;
    private final Probe probe;

    Platform(Options options, Run run) throws IOException, BundleException {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        if (!factory.getClass().getName().toLowerCase(Locale.ROOT).contains(options.framework())) {
            throw new IllegalStateException(
                    "chaos.framework: expected what is on the class path, " + factory + ", was " + options.framework());
        }
        framework = factory.newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                // and what the drain bundle imports if it is there, so that it publishes its commands
                World.class.getPackageName() + ",org.apache.felix.service.command;version=\"1.0\"",
                // what fails is seen as exceptions and events; modules fail often on purpose
                "felix.log.level",
                "0",
                // else idle resolver threads come and go
                "felix.resolver.parallelism",
                "1",
                "equinox.resolver.revision.batch.size",
                "1"));
        framework.start();
        framework.getBundleContext().registerService(World.class, new Worlds(run), null);
        start(BundleJar.api());
        npi = start(BundleJar.npi());
        services = start(BundleJar.services());
        String weakened = options.weakened();
        boolean isOfDrain = weakened.startsWith("org.nmr.drain.");
        registrar = start(weaken(isOfDrain ? "" : weakened, BundleJar.registrar()));
        drainJar = weaken(isOfDrain ? weakened : "", BundleJar.drain());
        drain = start(drainJar);
        start(BundleJar.probe());
        probe = probe();
    }

    private static BundleJar weaken(String method, BundleJar shipped) throws IOException {
        return method.isEmpty() ? shipped : new Weakened(method).of(shipped);
    }

    private Probe probe() {
        BundleContext context = context();
        return context.getService(Objects.requireNonNull(context.getServiceReference(Probe.class), "no probe"));
    }

    private Bundle start(BundleJar jar) throws BundleException {
        Bundle bundle = install(jar);
        bundle.start();
        return bundle;
    }

    Bundle install(BundleJar jar) throws BundleException {
        return context().installBundle(jar.location(), jar.open());
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle npi() {
        return npi;
    }

    /** That of the services of plain bundles. */
    Bundle services() {
        return services;
    }

    Bundle drain() {
        return drain;
    }

    void updateDrain() throws BundleException {
        drain.update(drainJar.open());
    }

    /** Ends all holds, as the command {@code nmr:release --all} does; the commands come and go with their bundle. */
    void release() {
        try {
            BundleContext context = context();
            ServiceReference<?>[] commands =
                    context.getServiceReferences((String) null, "(osgi.command.function=release)");
            Object command = commands == null ? null : context.getService(commands[0]);
            if (command != null) {
                Method release = Arrays.stream(command.getClass().getMethods())
                        .filter(method -> method.getName().equals("release"))
                        .findFirst()
                        .orElseThrow();
                release.invoke(command, null, new String[] {"--all"});
                context.ungetService(commands[0]);
            }
        } catch (InvalidSyntaxException | ReflectiveOperationException e) {
            throw new AssertionError("expected the command release", e);
        }
    }

    Bundle registrar() {
        return registrar;
    }

    Probe seen() {
        return probe;
    }

    /** Returns when the refresh is over; it is the framework's thread that does it. */
    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> done.countDown());
        done.await();
    }

    void stop() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(0);
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
