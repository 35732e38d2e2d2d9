// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.framework;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/**
 * A bundle to be made from one of our packages.
 *
 * @param folder the package
 * @param header what the bundle begins with: the name of its activator or of its component descriptions
 * @param values what the header says
 */
public record BundleFile(String folder, String header, String values) {
    private static final String IMPORTS = "org.osgi.framework,org.osgi.util.tracker;resolution:=optional,"
            + "org.nmr;resolution:=optional,org.nmr.reach;resolution:=optional,org.apache.felix.dm;resolution:=optional,"
            + "org.osgi.service.component;resolution:=optional,"
            + "org.nmr.benchmarks,org.nmr.benchmarks.peers.work";

    /** A bundle of the activator and what lies beside it. */
    public static BundleFile activator(Class<?> activator) {
        String name = activator.getName();
        return new BundleFile(activator.getPackageName().replace('.', '/'), Constants.BUNDLE_ACTIVATOR, name);
    }

    /** A bundle of a component and what lies beside it, also its descriptions. */
    public static BundleFile components(Class<?> component, String... files) {
        String folder = component.getPackageName().replace('.', '/');
        return new BundleFile(
                folder,
                "Service-Component",
                Stream.of(files).map(each -> folder + "/" + each).collect(Collectors.joining(",")));
    }

    InputStream open() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
            Path source = source();
            if (Files.isDirectory(source)) {
                pack(source, jar);
            } else {
                try (FileSystem zip = FileSystems.newFileSystem(source)) {
                    pack(zip.getPath("/"), jar);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, values.replaceAll("[^A-Za-z.]", "-"));
        headers.putValue(Constants.IMPORT_PACKAGE, IMPORTS);
        headers.putValue(header, values);
        return manifest;
    }

    private void pack(Path root, JarOutputStream jar) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(root.resolve(folder))) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            jar.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
            Files.copy(file, jar);
        }
    }

    /** The jar or folder that we run from. */
    public static Path source() throws IOException {
        try {
            return Path.of(BundleFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the jar of the benchmarks", e);
        }
    }

    /** One that others made, and the build has packed. */
    static InputStream packed(String name) {
        return Objects.requireNonNull(BundleFile.class.getResourceAsStream("/bundles/" + name + ".jar"), name);
    }

    /** Returns the version of a bundle that the build has packed. */
    public static String versionOf(String packed) throws IOException {
        try (JarInputStream jar = new JarInputStream(packed(packed))) {
            return jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION);
        }
    }
}
