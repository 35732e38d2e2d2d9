// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Bundles of others, unchanged, which the build has copied into folders. */
public final class Copied {
    private Copied() {}

    /** Installs and starts all bundles of a folder. */
    public static List<Bundle> startAll(Felix felix, String folder) throws Exception {
        return start(install(felix, files(folder)));
    }

    /** Installs and starts those whose files begin so, in this order. */
    public static List<Bundle> start(Felix felix, String folder, String... names) throws Exception {
        return start(install(felix, folder, names));
    }

    /** Installs them, so that others may import their packages. */
    public static List<Bundle> install(Felix felix, String folder, String... names) throws Exception {
        List<Path> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.addAll(files(folder, name));
        }
        return install(felix, chosen);
    }

    /** Updates a bundle with the bytes that it was installed from. */
    public static void update(Bundle bundle, String folder, String name) throws Exception {
        try (var bytes = Files.newInputStream(files(folder, name).get(0))) {
            bundle.update(bytes);
        }
    }

    private static List<Bundle> install(Felix felix, List<Path> jars) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(felix.context().installBundle(jar.toUri().toString()));
        }
        return bundles;
    }

    private static List<Bundle> start(List<Bundle> bundles) throws BundleException {
        for (Bundle each : bundles) {
            if (each.getHeaders("").get("Fragment-Host") == null) {
                each.start();
            }
        }
        return bundles;
    }

    private static List<Path> files(String folder, String name) throws IOException {
        List<Path> found = files(folder).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("expected a jar " + name + " in the folder " + folder);
        }
        return found;
    }

    /** The build passes the folder as a system property. */
    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty(folder)))) {
            return jars.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
