// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A fresh framework with some of the bundles that the build has packed. Leaves its files in the temporary folder. */
final class Host implements AutoCloseable {
    static final String EQUINOX = "org.eclipse.osgi";
    static final List<String> REGISTRAR = List.of("registrar-api-bundle", "registrar-bundle");
    static final List<String> SCR = List.of(
            "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.scr");
    static final List<String> DM =
            List.of("org.osgi.service.cm", "org.osgi.service.metatype", "org.apache.felix.dependencymanager");

    private static final String SHARED = "org.nmr.benchmarks,org.nmr.benchmarks.peers.work";

    private final Framework framework;

    private Host(FrameworkFactory factory, List<String> bundles) throws IOException, BundleException {
        Path storage = Files.createTempDirectory("storage");
        framework = factory.newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED));
        framework.start();
        for (String name : bundles) {
            install(name, BundleFile.packed(name));
        }
        for (Bundle bundle : context().getBundles()) {
            bundle.start(Bundle.START_TRANSIENT);
        }
    }

    static Host felix(List<String> bundles) throws IOException, BundleException {
        return new Host(new org.apache.felix.framework.FrameworkFactory(), bundles);
    }

    /** From a file of its own, because Equinox reads the manifest beside its classes. */
    static Host equinox(List<String> bundles) throws IOException, BundleException {
        Path jar = Files.createTempFile(EQUINOX, ".jar");
        try (InputStream packed = BundleFile.packed(EQUINOX)) {
            Files.copy(packed, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Host.class.getClassLoader());
        try {
            Class<?> factory = loader.loadClass("org.eclipse.osgi.launch.EquinoxFactory");
            return new Host((FrameworkFactory) factory.getDeclaredConstructor().newInstance(), bundles);
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot launch Equinox from " + jar, e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle install(BundleFile file) throws IOException, BundleException {
        return install(file.values(), file.open());
    }

    private Bundle install(String location, InputStream content) throws BundleException {
        return context().installBundle(location, content);
    }

    <S> S service(Class<S> type) {
        ServiceReference<S> reference = context().getServiceReference(type);
        Objects.requireNonNull(reference, () -> "expected a service " + type.getName() + ", but there is none");
        return Objects.requireNonNull(context().getService(reference), type.getName());
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }
}
