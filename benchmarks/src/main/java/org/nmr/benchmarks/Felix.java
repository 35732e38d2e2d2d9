// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework with the registrar's bundles, as they are shipped. */
final class Felix implements AutoCloseable {
    private final Path cache = Files.createTempDirectory("benchmark");
    private final Framework framework;

    Felix(Map<String, String> properties) throws IOException, BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        framework = new FrameworkFactory().newFramework(all);
        framework.start();
        for (String name : new String[] {"registrar-api-bundle", "registrar-bundle"}) {
            install(name, resource("/bundles/" + name + ".jar")).start(Bundle.START_TRANSIENT);
        }
    }

    /** Installs a bundle that consists of its activator. */
    Bundle install(Class<?> activator) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, activator.getName());
        headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework,org.nmr");
        String file = activator.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = resource("/" + file)) {
            jar.putNextEntry(new JarEntry(file));
            code.transferTo(jar);
        }
        return install(activator.getName(), new ByteArrayInputStream(bytes.toByteArray()));
    }

    private Bundle install(String location, InputStream content) throws BundleException {
        return framework.getBundleContext().installBundle(location, content);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Felix.class.getResourceAsStream(name), name);
    }

    @Override
    public void close() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(0);
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
