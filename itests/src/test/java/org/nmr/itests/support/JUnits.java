// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.testkit.PlainRegistrar;
import org.osgi.framework.Bundle;

/** The versions of JUnit that users of the test kit have; {@code pom.xml} copies them. */
public final class JUnits {
    private static final Path FOLDER = Path.of("target", "junit");

    private JUnits() {}

    /** Returns the jar whose name begins with the text. */
    public static Path jar(String name) throws IOException {
        List<Path> found = jars(name);
        if (found.size() != 1) {
            throw new IllegalStateException("expected 1 jar " + name + " in " + FOLDER + ", saw " + found);
        }
        return found.get(0);
    }

    /** Returns the jars that have a whole JUnit. */
    public static List<Path> complete() throws IOException {
        return jars("junit-platform-console-standalone-");
    }

    private static List<Path> jars(String name) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Runs a class of tests as a project with another JUnit would: with nothing else on the class path than the test
     * kit, the registrar, and what they need.
     *
     * @param junit the jar with this JUnit
     * @param tests the name of the class
     * @return what {@link JUnitRun#run} says
     */
    public static String run(Path junit, String tests) throws Exception {
        List<URL> path = new ArrayList<>(List.of(url(junit), url(Shipped.REGISTRAR.path())));
        for (Class<?> type : List.of(PlainRegistrar.class, NetworkModuleRegistrar.class, Bundle.class, JUnits.class)) {
            path.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), platform)) {
            thread.setContextClassLoader(loader); // that is where JUnit looks for its engine
            Class<?> run = loader.loadClass(JUnitRun.class.getName());
            return (String) run.getMethod("run", String.class).invoke(null, tests);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
