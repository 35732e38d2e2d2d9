// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.itests.guarded.GuardedFramework;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;

/**
 * OSGi permissions: each shipped bundle does with those in its file, and modules do what they may and no more. Needs a
 * JDK with a security manager.
 */
@Timeout(300)
class PermissionsIT {
    private static final String IMPORTS = """
            (org.osgi.framework.PackagePermission "org.nmr" "import")
            (org.osgi.framework.PackagePermission "org.osgi.framework" "import")
            """;
    private static final String GET_REGISTRAR =
            "(org.osgi.framework.ServicePermission \"org.nmr.NetworkModuleRegistrar\" \"get\")";
    private static final String PUBLISH =
            "(org.osgi.framework.ServicePermission \"org.nmr.NetworkModule\" \"register\")";
    private static final String GET_RUNTIME =
            "(org.osgi.framework.ServicePermission \"org.nmr.diagnostics.RegistrarRuntime\" \"get\")";

    @TempDir
    Path folder;

    @Test
    void start_shippedBundlesWithTheirOwnPermissions_attachAndUnload() throws Exception {
        List<Path> jars = Stream.of(
                        Shipped.FUNCTION,
                        Shipped.PROMISE,
                        Shipped.COMPONENT,
                        Shipped.SCR,
                        Shipped.API,
                        Shipped.REGISTRAR,
                        Shipped.SAMPLE_NPI,
                        Shipped.SAMPLE_PROVIDER,
                        Shipped.SAMPLE_CLIENT)
                .map(Shipped::path)
                .toList();
        List<String> out = run(jars);
        assertTrue(out.contains("attached: 1"), out::toString);
        for (String step : List.of("start", "stop")) {
            assertEquals(
                    jars.size(),
                    out.stream()
                            .filter(line -> line.endsWith(": " + step + " ok"))
                            .count(),
                    out::toString);
        }
        assertFalse(out.stream().anyMatch(line -> line.contains("access denied")), out::toString);
    }

    /** Those need bundles of others, which have all permissions. */
    @Test
    void start_surfacesWithTheirOwnPermissions_answerAndDrain() throws Exception {
        List<Path> jars = new ArrayList<>(others(
                "inventory",
                "healthcheck.api",
                "servlet-api",
                "jspecify",
                "micrometer-commons",
                "micrometer-observation",
                "micrometer-core",
                "eventadmin",
                "configadmin",
                "slf4j",
                "spifly",
                "asm"));
        Stream.of(
                        Shipped.API,
                        Shipped.REGISTRAR,
                        Shipped.OPS,
                        Shipped.HEALTH,
                        Shipped.METRICS,
                        Shipped.SAMPLE_NPI,
                        Shipped.SAMPLE_PROVIDER)
                .map(Shipped::path)
                .forEach(jars::add);
        List<String> out = run(jars);
        assertEquals(
                7,
                out.stream()
                        .filter(line -> line.matches("org\\.nmr\\..*: start ok"))
                        .count(),
                out::toString);
        assertEquals(
                jars.size(),
                out.stream().filter(line -> line.endsWith(": stop ok")).count(),
                out::toString);
        assertTrue(out.stream().anyMatch(line -> line.startsWith("JMX: {\"")), out::toString);
        assertTrue(out.contains("drain of org.nmr.sample.provider: DRAINED"), out::toString);
        assertEquals(
                3, out.stream().filter(line -> line.startsWith("health: OK")).count(), out::toString);
        assertFalse(out.stream().anyMatch(line -> line.contains("access denied")), out::toString);
    }

    /** Returns what the build has copied for the surfaces. */
    private static List<Path> others(String... names) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("surfaces")))) {
            return jars.filter(
                            jar -> Stream.of(names).anyMatch(jar.getFileName().toString()::contains))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void start_modules_doWhatTheyMayAndNoMore() throws Exception {
        List<String> out = run(List.of(
                Shipped.API.path(),
                Shipped.REGISTRAR.path(),
                module("provider", GET_REGISTRAR),
                module("provider-refused", ""),
                module("client", GET_REGISTRAR),
                module("client-refused", ""),
                module("publisher", PUBLISH),
                module("publisher-refused", GET_REGISTRAR),
                module("operator", GET_RUNTIME),
                module("operator-refused", GET_REGISTRAR)));
        assertTrue(out.contains("provider was called"), out::toString);
        assertTrue(out.contains("publisher was loaded"), out::toString);
        assertTrue(out.contains("attached: 1"), out::toString);
        assertTrue(out.contains("operator-refused sees null"), out::toString);
        assertFalse(out.contains("operator sees null"), out::toString);
        String none = ": start failed: java.lang.IllegalStateException: no registrar is to be seen";
        assertTrue(out.contains("provider-refused" + none), out::toString);
        assertTrue(out.contains("client-refused" + none), out::toString);
        assertTrue(
                out.stream()
                        .anyMatch(line -> line.startsWith("publisher-refused: start failed: "
                                + "java.security.AccessControlException: "
                                + "access denied (\"org.osgi.framework.ServicePermission\"")),
                out::toString);
        assertEquals(10, out.stream().filter(line -> line.endsWith(": stop ok")).count(), out::toString);
    }

    /** The registrar looks at the threads inside, which the module that waits may not. */
    @Test
    void stop_aCallIsInside_isReportedWithItsStack() throws Exception {
        List<String> out = run(List.of(
                Shipped.API.path(),
                Shipped.REGISTRAR.path(),
                module("provider", GET_REGISTRAR),
                module("waiting", GET_REGISTRAR)));
        assertTrue(out.contains("waiting: stop ok"), out::toString);
        assertTrue(
                out.stream()
                        .anyMatch(line -> line.contains("which is inside provider")
                                && line.contains("org.nmr.itests.guarded.GuardedActivator.remainInside(")),
                out::toString);
        assertFalse(out.stream().anyMatch(line -> line.contains("is missing")), out::toString);
    }

    @Test
    void start_withoutTheRegistrar_saysSoWithThePermissionsOfTheApi() throws Exception {
        List<String> out = run(List.of(Shipped.API.path(), Shipped.SAMPLE_NPI.path(), Shipped.SAMPLE_PROVIDER.path()));
        assertTrue(out.contains("attached: no registrar"), out::toString);
        assertTrue(
                out.stream().anyMatch(line -> line.contains("expected a registrar within 1 ms of its start")),
                out::toString);
        assertFalse(out.stream().anyMatch(line -> line.contains("access denied")), out::toString);
    }

    /** The registrar asks for the class of an activator, which it may only with a permission. */
    @Test
    void start_activatorForgetsSuper_isWarnedOfWithThePermissionsOfTheRegistrar() throws Exception {
        Path forgetful = write("forgetful", ModuleJar.guardedForgetful("forgetful", IMPORTS + PUBLISH));
        List<String> out = run(List.of(Shipped.API.path(), forgetful, Shipped.REGISTRAR.path()));
        assertTrue(out.stream().anyMatch(line -> line.contains("has not called super.start(context)")), out::toString);
    }

    private Path module(String name, String permissions) throws IOException {
        return write(name, ModuleJar.guarded(name, IMPORTS + permissions));
    }

    private Path write(String name, ModuleJar module) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        try (InputStream bytes = module.open()) {
            Files.copy(bytes, jar);
        }
        return jar;
    }

    /** Returns the lines that the JVM prints. */
    private List<String> run(List<Path> jars) throws Exception {
        Path policy =
                Files.writeString(folder.resolve("all.policy"), "grant { permission java.security.AllPermission; };");
        Path out = folder.resolve("out.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.security.manager=allow",
                "-Djava.security.policy=" + policy,
                "-Djava.io.tmpdir=" + folder,
                "-Dnmr.absence.report.after=1",
                "-cp",
                System.getProperty("bundle.equinox") + File.pathSeparator + classes(),
                GuardedFramework.class.getName()));
        jars.forEach(jar -> command.add(jar.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(process.waitFor(240, TimeUnit.SECONDS), () -> "expected an end within 240 s: " + command);
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), text);
        return text.lines().toList();
    }

    private static Path classes() throws Exception {
        return Path.of(GuardedFramework.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
