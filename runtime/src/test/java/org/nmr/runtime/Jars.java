// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles without code. */
final class Jars {
    private Jars() {}

    /** Writes one, with further headers such as {@code Import-Package: a}. */
    static Path write(Path file, String name, String version, String... headers) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes(name, version, headers));
    }

    /** Returns one to be installed. */
    static InputStream open(String name, String version, String... headers) throws IOException {
        return new ByteArrayInputStream(bytes(name, version, headers));
    }

    private static byte[] bytes(String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        put(manifest, "Manifest-Version: 1.0");
        put(manifest, "Bundle-ManifestVersion: 2");
        put(manifest, "Bundle-SymbolicName: " + name);
        put(manifest, "Bundle-Version: " + version);
        for (String header : headers) {
            put(manifest, header);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static void put(Manifest manifest, String header) {
        int colon = header.indexOf(": ");
        manifest.getMainAttributes().putValue(header.substring(0, colon), header.substring(colon + 2));
    }
}
