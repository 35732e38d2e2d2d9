// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Version;

/** What a repository has of each bundle: its name, where it comes from, its sources and its Javadoc. */
class ArtifactsIT {
    private static final String OURS = "org.nmr.itests.support.Shipped#ours";

    @ParameterizedTest
    @MethodSource(OURS)
    void artifact_anyBundle_isNamedAsTheBundle(Shipped shipped) throws IOException {
        String name = symbolicName(shipped);
        Properties artifact = coordinates(shipped, name);
        assertEquals("org.nmr", artifact.getProperty("groupId"));
        assertEquals(name, artifact.getProperty("artifactId"));
        assertEquals(
                name + "-" + artifact.getProperty("version") + ".jar",
                shipped.path().getFileName().toString());
    }

    @Test
    void version_ofASnapshot_sortsBeforeThatOfItsRelease() throws IOException {
        String maven = coordinates(Shipped.API, "org.nmr.api").getProperty("version");
        Version release = new Version(maven.replaceFirst("-.*", "") + ".RELEASE");
        Version built = version(Shipped.API);
        if (maven.contains("-")) {
            assertTrue(built.compareTo(release) < 0, () -> "expected " + built + " before " + release);
        } else {
            assertEquals(release, built);
        }
    }

    @ParameterizedTest
    @MethodSource(OURS)
    void version_anyBundle_isThatOfTheApi(Shipped shipped) throws IOException {
        assertEquals(version(Shipped.API), version(shipped));
    }

    @ParameterizedTest
    @MethodSource(OURS)
    void manifest_anyBundle_saysWhereItComesFrom(Shipped shipped) throws IOException {
        assertFalse(shipped.header("Bundle-Name").isEmpty());
        assertFalse(shipped.header("Bundle-Description").isEmpty());
        assertEquals("The NMR for OSGi project", shipped.header("Bundle-Vendor"));
        assertTrue(shipped.header("Bundle-License").contains("Apache-2.0"));
        assertTrue(shipped.header("Bundle-Developers").contains("The NMR authors"));
        String home = shipped.header("Bundle-DocURL");
        assertTrue(home.startsWith("https://"), home);
        String source = shipped.header("Bundle-SCM");
        assertTrue(source.contains("connection=\"scm:git:" + home), source);
    }

    /** Maven would append the name of each module, unless told not to. */
    @ParameterizedTest
    @ValueSource(strings = {"Bundle-DocURL", "Bundle-SCM", "Bundle-License", "Bundle-Developers"})
    void manifest_anyBundle_saysTheSame(String header) throws IOException {
        for (Shipped shipped : Shipped.ours().toList()) {
            assertEquals(Shipped.API.header(header), shipped.header(header), shipped::name);
        }
    }

    @ParameterizedTest
    @MethodSource(OURS)
    void manifest_anyBundle_namesNoMachine(Shipped shipped) throws IOException {
        try (JarFile jar = new JarFile(shipped.path().toFile())) {
            for (Object value : jar.getManifest().getMainAttributes().values()) {
                String text = value.toString();
                assertFalse(text.contains(System.getProperty("user.home")), text);
                assertFalse(text.contains("file:"), text);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(OURS)
    void sources_anyBundle_areBesideIt(Shipped shipped) throws IOException {
        try (JarFile jar = companion(shipped, "sources")) {
            List<String> sources = entries(jar);
            assertTrue(sources.stream().anyMatch(name -> name.endsWith(".java")), sources::toString);
            assertFalse(sources.stream().anyMatch(name -> name.endsWith(".class")), sources::toString);
            for (String exported : exports(shipped)) {
                assertTrue(sources.contains(folder(exported) + "package-info.java"), sources::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(OURS)
    void javadoc_anyBundle_hasAPageForEachExportOrAReadme(Shipped shipped) throws IOException {
        List<String> expected = new ArrayList<>();
        exports(shipped).forEach(exported -> expected.add(folder(exported) + "package-summary.html"));
        if (expected.isEmpty()) {
            expected.add("README.md");
        }
        try (JarFile jar = companion(shipped, "javadoc")) {
            List<String> pages = entries(jar);
            assertTrue(pages.containsAll(expected), () -> "expected " + expected + " in " + pages);
        }
    }

    /** Else a folder of jars that is loaded as a whole would have two bundles of one name. */
    @ParameterizedTest
    @MethodSource(OURS)
    void companions_anyBundle_areNoBundles(Shipped shipped) throws IOException {
        for (String classifier : List.of("sources", "javadoc")) {
            try (JarFile jar = companion(shipped, classifier)) {
                assertNull(jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"), jar::getName);
            }
        }
    }

    private static String symbolicName(Shipped shipped) throws IOException {
        return ArchitectureIT.names(shipped.header("Bundle-SymbolicName")).get(0);
    }

    private static Version version(Shipped shipped) throws IOException {
        return new Version(shipped.header("Bundle-Version"));
    }

    private static List<String> exports(Shipped shipped) throws IOException {
        return ArchitectureIT.names(shipped.header("Export-Package"));
    }

    private static String folder(String name) {
        return name.replace('.', '/') + "/";
    }

    /** Returns what Maven says of the jar, and has put into it. */
    private static Properties coordinates(Shipped shipped, String name) throws IOException {
        Properties properties = new Properties();
        try (JarFile jar = new JarFile(shipped.path().toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/maven/org.nmr/" + name + "/pom.properties");
            assertTrue(entry != null, () -> "expected an artifact org.nmr:" + name + " in " + jar.getName());
            try (InputStream text = jar.getInputStream(entry)) {
                properties.load(text);
            }
        }
        return properties;
    }

    private static JarFile companion(Shipped shipped, String classifier) throws IOException {
        Path jar = shipped.path();
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "-" + classifier + ".jar");
        return new JarFile(jar.resolveSibling(name).toFile());
    }

    private static List<String> entries(JarFile jar) {
        return jar.stream().map(ZipEntry::getName).toList();
    }
}
