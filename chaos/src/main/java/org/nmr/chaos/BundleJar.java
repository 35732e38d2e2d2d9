// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.chaos.module.HandActivator;
import org.nmr.chaos.module.InheritingActivator;
import org.nmr.chaos.module.WhiteboardActivator;
import org.nmr.chaos.npi.Work;
import org.nmr.chaos.plain.ConsumerActivator;
import org.nmr.chaos.plain.ProviderActivator;
import org.nmr.chaos.probe.ProbeActivator;
import org.nmr.chaos.service.Desk;
import org.nmr.chaos.shared.World;
import org.nmr.drain.internal.DrainActivator;
import org.nmr.registrar.core.Registrar;

/** The bytes of a bundle, and where it pretends to come from. Immutable. */
final class BundleJar {
    private static final String SHARED = World.class.getPackageName();
    private static final String NPI = Work.class.getPackageName();
    private static final String SERVICES = Desk.class.getPackageName();
    private static final Class<?>[] WAYS_IN = {
        InheritingActivator.class, HandActivator.class, InheritingActivator.class, WhiteboardActivator.class
    };

    private final String location;
    private final byte[] bytes;

    BundleJar(String location, byte[] bytes) {
        this.location = location;
        this.bytes = bytes;
    }

    /** The API, as it is shipped. */
    static BundleJar api() throws IOException {
        return shipped(NetworkModuleRegistrar.class);
    }

    /** The registrar, as it is shipped. */
    static BundleJar registrar() throws IOException {
        return shipped(Registrar.class);
    }

    /** What drains, as it is shipped. */
    static BundleJar drain() throws IOException {
        return shipped(DrainActivator.class);
    }

    private static BundleJar shipped(Class<?> type) throws IOException {
        URI jar = codeOf(type);
        return new BundleJar(jar.toString(), Files.readAllBytes(Path.of(jar)));
    }

    /** The dispatch types. */
    static BundleJar npi() {
        return of(Work.class, Map.of("Export-Package", NPI, "Import-Package", SHARED));
    }

    /** The services of the plain bundles. */
    static BundleJar services() {
        return of(Desk.class, Map.of("Export-Package", SERVICES, "Import-Package", SHARED));
    }

    /** What looks at the registrar. */
    static BundleJar probe() {
        return of(
                ProbeActivator.class,
                Map.of(
                        "Bundle-Activator",
                        ProbeActivator.class.getName(),
                        "Import-Package",
                        SHARED + ",org.nmr.diagnostics,org.osgi.framework,org.osgi.dto"));
    }

    /** One of the population. */
    static BundleJar module(int slot) {
        Class<?> activator = WAYS_IN[slot % WAYS_IN.length];
        BundleJar jar = of(
                activator,
                Map.of(
                        "Bundle-Activator",
                        activator.getName(),
                        "Chaos-Slot",
                        String.valueOf(slot),
                        "Import-Package",
                        SHARED + "," + NPI + ",org.nmr,org.osgi.framework"));
        return new BundleJar("chaos:module-" + slot, jar.bytes);
    }

    /** One of the population that knows nothing of modules: a third are consumers only. */
    static BundleJar plain(int slot) {
        Class<?> activator = slot % 3 == 2 ? ConsumerActivator.class : ProviderActivator.class;
        BundleJar jar = of(
                activator,
                Map.of(
                        "Bundle-Activator",
                        activator.getName(),
                        "Chaos-Slot",
                        String.valueOf(slot),
                        "Import-Package",
                        SHARED + "," + SERVICES + ",org.osgi.framework,org.osgi.util.tracker"));
        return new BundleJar("chaos:plain-" + slot, jar.bytes);
    }

    /** A bundle of all classes of a package. */
    private static BundleJar of(Class<?> first, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Bundle-ManifestVersion", "2");
        all.put("Bundle-SymbolicName", first.getName() + headers.getOrDefault("Chaos-Slot", ""));
        all.forEach(attributes::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            addPackage(jar, first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BundleJar("chaos:" + first.getName(), bytes.toByteArray());
    }

    private static void addPackage(JarOutputStream jar, Class<?> first) throws IOException {
        String folder = first.getPackageName().replace('.', '/');
        Path code = Path.of(codeOf(first));
        if (Files.isDirectory(code)) {
            addAll(jar, code.resolve(folder), folder);
            return;
        }
        try (FileSystem zip = FileSystems.newFileSystem(code)) {
            addAll(jar, zip.getPath(folder), folder);
        }
    }

    private static URI codeOf(Class<?> type) throws IOException {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void addAll(JarOutputStream jar, Path folder, String name) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                jar.putNextEntry(new ZipEntry(name + "/" + file.getFileName()));
                Files.copy(file, jar);
            }
        }
    }

    String location() {
        return location;
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
