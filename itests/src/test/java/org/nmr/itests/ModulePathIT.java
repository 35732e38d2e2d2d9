// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.JUnitException;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.itests.support.Shipped;
import org.nmr.testkit.PlainRegistrar;
import org.opentest4j.AssertionFailedError;
import org.osgi.framework.Bundle;

/** The built jars on a module path, as a unit test of a named module has them. */
class ModulePathIT {
    private static final String MAIN = """
            class Main {
                public static void main(String[] args) {
                    try (var registrar = new org.nmr.testkit.PlainRegistrar()) {
                        var view = registrar.open("org.example");
                        view.openModule("module");
                        System.out.println(registrar.getClass().getModule().isNamed()
                                + " " + view.getClass().getModule().isNamed()
                                + " " + registrar.runtime().getRegistrar().registrations.size());
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void plainRegistrar_onTheModulePath_isFound() throws Exception {
        Path main = Files.writeString(folder.resolve("Main.java"), MAIN);
        String path = Stream.concat(
                        Stream.of(Shipped.REGISTRAR.path()),
                        Stream.of(
                                        NetworkModuleRegistrar.class,
                                        PlainRegistrar.class,
                                        Bundle.class,
                                        Test.class,
                                        JUnitException.class,
                                        AssertionFailedError.class,
                                        API.class,
                                        Nullable.class)
                                .map(ModulePathIT::jarOf))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        path,
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        main.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), output);
        assertEquals("true true 0", output.strip());
    }
}
