// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.framework;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A fresh framework with some of the bundles that the build has packed. */
public final class Host implements AutoCloseable {
    /** The file of Equinox itself. */
    public static final String EQUINOX = "org.eclipse.osgi";
    /** The registrar as it is shipped. */
    public static final List<String> REGISTRAR = List.of("org.nmr.api", "org.nmr.registrar");
    /** The registrar and the bundle that drains ordinary services. */
    public static final List<String> DRAIN = List.of("org.nmr.api", "org.nmr.registrar", "org.nmr.drain");
    /** The registrar and the bundle that attaches modules across frameworks. */
    public static final List<String> REACH = List.of("org.nmr.api", "org.nmr.registrar", "org.nmr.reach");
    /** The registrar with what operators install, and what that needs. */
    public static final List<String> SURFACES = List.of(
            "org.nmr.api",
            "org.nmr.registrar",
            "org.nmr.ops",
            "org.nmr.health",
            "org.nmr.metrics",
            "micrometer-commons",
            "micrometer-observation",
            "micrometer-core",
            "jspecify");
    /** Felix SCR and what it needs. */
    public static final List<String> SCR = List.of(
            "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.scr");
    /** Felix Dependency Manager and what it needs. */
    public static final List<String> DM =
            List.of("org.osgi.service.cm", "org.osgi.service.metatype", "org.apache.felix.dependencymanager");

    private static final String SHARED = "org.nmr.benchmarks,org.nmr.benchmarks.peers.work,org.nmr.demo.ordinary";

    private final Path storage = Files.createTempDirectory("storage");
    private final Framework framework;

    private Host(FrameworkFactory factory, List<String> bundles, Map<String, String> properties)
            throws IOException, BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        framework = factory.newFramework(all);
        framework.start();
        for (String name : bundles) {
            install(name, BundleFile.packed(name));
        }
        for (Bundle bundle : context().getBundles()) {
            bundle.start(Bundle.START_TRANSIENT);
        }
    }

    /** Launches Felix with these bundles, all started. */
    public static Host felix(List<String> bundles) throws IOException, BundleException {
        return felix(bundles, Map.of());
    }

    /** Launches Felix with these bundles, all started, and with properties that bundles may read. */
    public static Host felix(List<String> bundles, Map<String, String> properties) throws IOException, BundleException {
        return new Host(new org.apache.felix.framework.FrameworkFactory(), bundles, properties);
    }

    /**
     * Launches Equinox with these bundles, all started; from a file of its own, because Equinox reads the manifest
     * beside its classes.
     */
    public static Host equinox(List<String> bundles) throws IOException, BundleException {
        Path jar = Files.createTempFile(EQUINOX, ".jar");
        try (InputStream packed = BundleFile.packed(EQUINOX)) {
            Files.copy(packed, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Host.class.getClassLoader());
        try {
            Class<?> factory = loader.loadClass("org.eclipse.osgi.launch.EquinoxFactory");
            return new Host((FrameworkFactory) factory.getDeclaredConstructor().newInstance(), bundles, Map.of());
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot launch Equinox from " + jar, e);
        }
    }

    /** Returns the context of the system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs a bundle, and does not start it. */
    public Bundle install(BundleFile file) throws IOException, BundleException {
        return install(file.values(), file.open());
    }

    private Bundle install(String location, InputStream content) throws BundleException {
        return context().installBundle(location, content);
    }

    /** Returns a service that must be there. */
    public <S> S service(Class<S> type) {
        ServiceReference<S> reference = context().getServiceReference(type);
        Objects.requireNonNull(reference, () -> "expected a service " + type.getName() + ", but there is none");
        return Objects.requireNonNull(context().getService(reference), type.getName());
    }

    @Override
    public void close() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(0);
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
