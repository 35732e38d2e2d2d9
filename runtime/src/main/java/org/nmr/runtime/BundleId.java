// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What a framework takes a bundle for: it has no two with the same of both.
 *
 * @param name the symbolic name
 * @param version the version
 */
record BundleId(String name, Version version) {
    /** Returns that of a file; empty if it is no bundle that can be read. */
    static Optional<BundleId> of(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? Optional.empty() : of(manifest.getMainAttributes());
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // the load folder says so
        }
    }

    private static Optional<BundleId> of(Attributes headers) {
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        String version = headers.getValue(Constants.BUNDLE_VERSION);
        return name == null
                ? Optional.empty()
                : Optional.of(new BundleId(
                        name.replaceFirst(";.*", "").strip(),
                        version == null ? Version.emptyVersion : Version.parseVersion(version.strip())));
    }

    boolean isThatOf(Bundle bundle) {
        return name.equals(bundle.getSymbolicName()) && version.equals(bundle.getVersion());
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
