// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The built bundles, and those of others that they need, by the names that the build gives their jars. */
public enum Shipped {
    /** The API. */
    API,
    /** The registrar. */
    REGISTRAR,
    /** The dispatch types of the samples. */
    SAMPLE_NPI,
    /** A module with an activator. */
    SAMPLE_PROVIDER,
    /** A module with a component. */
    SAMPLE_CLIENT,
    /** A module that keeps a call inside. */
    SAMPLE_STUCK,
    /** The story of the launcher, with modules of its own. */
    DEMO,
    /** Drains, JMX, JFR and events. */
    OPS,
    /** Drained services. */
    DRAIN,
    /** Bindings between frameworks. */
    REACH,
    /** Nodes that are found in a ZooKeeper. */
    REACH_ZOOKEEPER,
    /** Meters. */
    METRICS,
    /** Health checks and inventory. */
    HEALTH,
    /** The commands of the launcher's prompt. */
    SHELL,
    /** States and completion for Karaf. */
    KARAF,
    /** The tools for module authors. */
    TEST_KIT,
    /** The page of the web console. */
    WEB_CONSOLE,
    /** A companion of {@link #SCR}. */
    FUNCTION,
    /** A companion of {@link #SCR}. */
    PROMISE,
    /** A companion of {@link #SCR}. */
    COMPONENT,
    /** Declarative Services. */
    SCR,
    /** Config Admin. */
    CONFIG_ADMIN,
    /** The shell. */
    GOGO,
    /** Apache Felix Dependency Manager. */
    DEPENDENCY_MANAGER;

    /** Tells whether this project builds it. */
    public boolean isOurs() {
        return compareTo(FUNCTION) < 0;
    }

    /** Returns the bundles that this project builds. */
    public static Stream<Shipped> ours() {
        return Stream.of(values()).filter(Shipped::isOurs);
    }

    /** Returns the jar file. */
    public Path path() {
        String property = "bundle." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("expected the system property " + property + ", which pom.xml sets");
        }
        return Path.of(value);
    }

    /** Returns the bytes of the jar. */
    public InputStream open() throws IOException {
        return Files.newInputStream(path());
    }

    /** Returns a header of the manifest, or an empty text. */
    public String header(String name) throws IOException {
        try (JarFile jar = new JarFile(path().toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            return String.valueOf(headers.getOrDefault(new Attributes.Name(name), ""));
        }
    }
}
