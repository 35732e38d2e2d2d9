// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** Looks at the files that the command line names, before anything is started. */
final class BundleFiles {
    private BundleFiles() {}

    /**
     * Checks that each file is a bundle.
     *
     * @throws UsageException if one is not
     */
    static void check(List<Path> jars) throws UsageException {
        for (Path jar : jars) {
            check(jar);
        }
    }

    /**
     * Creates the folder if it is missing.
     *
     * @throws UsageException if that is not possible
     */
    static void createFolder(Path folder) throws UsageException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException("cannot create the load folder " + folder + ": " + reason(e));
        }
    }

    /**
     * Checks that a file is a bundle.
     *
     * @throws UsageException if it is not
     */
    static void check(Path jar) throws UsageException {
        if (!Files.exists(jar)) {
            throw wrong(jar, Files.isSymbolicLink(jar) ? "the link leads nowhere" : "there is no such file");
        }
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            throw wrong(jar, "expected a readable file");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw wrong(jar, "expected a bundle, but its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
            }
        } catch (IOException | RuntimeException e) { // an entry or a signature that cannot be read
            throw wrong(jar, "expected a jar, but " + reason(e));
        }
    }

    /**
     * Returns a text of one line, which a file's name may be not. Format characters change the direction of writing, or
     * are not seen at all.
     */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    }

    private static UsageException wrong(Path jar, String what) {
        return new UsageException("cannot use " + jar + ": " + what);
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
