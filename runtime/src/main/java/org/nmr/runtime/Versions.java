// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.apache.felix.framework.Felix;
import org.nmr.runtime.PackedBundles.PackedBundle;
import org.osgi.framework.Constants;

/** Says which versions work together here: of the project, of Java, of Felix, and of each bundle in this jar. */
final class Versions {
    private Versions() {}

    /** Returns the exit status. */
    static int print(PackedBundles packed, PrintStream out) throws IOException {
        out.println("Network Module Registrar " + project());
        out.println("Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor") + ", "
                + System.getProperty("java.home"));
        out.println("Apache Felix Framework " + framework());
        for (PackedBundle bundle : packed.all()) {
            out.println("  " + bundle.name() + " " + version(bundle));
        }
        return 0;
    }

    private static String project() throws IOException {
        return property(Main.class, "/META-INF/maven/org.nmr/org.nmr.runtime/pom.properties", "version");
    }

    private static String framework() throws IOException {
        return property(Felix.class, "Felix.properties", "felix.version");
    }

    private static String property(Class<?> near, String resource, String key) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = near.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException("expected " + resource + " in the jar of the runtime");
            }
            properties.load(stream);
        }
        return properties.getProperty(key, "unknown").strip();
    }

    private static String version(PackedBundle bundle) throws IOException {
        try (JarInputStream jar =
                new JarInputStream(URI.create(bundle.location()).toURL().openStream())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            return manifest.getValue(Constants.BUNDLE_VERSION);
        }
    }
}
