// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

/** The versions that the root's {@code bnd.bnd} gives to bundles. To OSGi, {@code 1.0.0} is before its snapshots. */
class BundleVersionTest {
    /** In the order in which they are built. */
    private static final List<String> MAVEN = List.of(
            "0.9.9",
            "1.0.0-SNAPSHOT",
            "1.0.0-M1",
            "1.0.0-M2",
            "1.0.0-RC1",
            "1.0.0",
            "1.0.1-SNAPSHOT",
            "1.0.1",
            "1.1.0-SNAPSHOT",
            "1.1.0",
            "1.10.0-SNAPSHOT",
            "2.0.0-SNAPSHOT",
            "2.0.0");

    @Test
    void versions_snapshotsAndReleases_sortAsTheyAreBuilt() {
        List<Version> built =
                MAVEN.stream().map(BundleVersionTest::bundleVersion).toList();
        assertEquals(built.stream().sorted().distinct().toList(), built);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0-SNAPSHOT, 1.0.0.BUILD-SNAPSHOT",
        "1.0.0-M1, 1.0.0.M1",
        "1.0.0-RC1, 1.0.0.RC1",
        "1.0.0, 1.0.0.RELEASE",
        "12.34.56, 12.34.56.RELEASE"
    })
    void version_ofMaven_hasAQualifier(String maven, String osgi) {
        assertEquals(new Version(osgi), bundleVersion(maven));
    }

    private static Version bundleVersion(String maven) {
        try (Builder builder = new Builder()) {
            builder.setProperties(new File("../bnd.bnd"));
            builder.setProperty("project.version", maven);
            builder.setProperty("-resourceonly", "true");
            builder.setProperty("-includeresource", "a.txt;literal=a");
            try (Jar jar = builder.build()) {
                assertEquals(List.of(), builder.getErrors());
                return new Version(jar.getManifest().getMainAttributes().getValue("Bundle-Version"));
            }
        } catch (Exception e) {
            throw new AssertionError("expected a bundle for " + maven, e);
        }
    }
}
