// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * What does not belong to this registrar is not served, and is told so: modules with another API, and other registrars.
 */
class StrangersIT {
    @RegisterExtension
    private final Felix felix = new Felix(Map.of("nmr.unload.dedline", "5"));

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    static Stream<ModuleJar> modules() {
        return Stream.of(ModuleJar.activator("stranger"), ModuleJar.whiteboard("stranger"))
                .map(jar -> jar.provider("npi.a"));
    }

    private List<String> warnings() {
        return log.messages().stream()
                .filter(message -> message.contains("package org.nmr"))
                .toList();
    }

    private void assertWarned(Bundle stranger, String source) throws Exception {
        String api = "org.nmr.api [" + felix.find("org.nmr.api").getBundleId() + "]";
        String warning = log.await("package org.nmr");
        for (String part : List.of(
                "stranger [" + stranger.getBundleId() + "]", source, "expected the package from bundle " + api)) {
            assertTrue(warning.contains(part), () -> "\"" + part + "\" in: " + warning);
        }
        felix.start(ModuleJar.activator("client").client("npi.a"));
        stranger.stop();
        stranger.start();
        assertEquals(1, warnings().size(), () -> warnings().toString());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void start_moduleWithACopyOfTheApi_isWarnedOfOnce(ModuleJar module) throws Exception {
        felix.startRegistrar();
        assertWarned(felix.start(module.withOwnApi()), "it is from the bundle itself");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void start_moduleWithTheApiOfAnotherBundle_isWarnedOfOnce(ModuleJar module) throws Exception {
        felix.startRegistrar();
        Bundle other = felix.start(ModuleJar.otherApi("org.nmr.api"));
        assertWarned(
                felix.start(module.usingOtherApi()), "it is from bundle org.nmr.api [" + other.getBundleId() + "]");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void start_registrarAfterSuchAModule_isWarnedOfOnce(ModuleJar module) throws Exception {
        Bundle stranger = felix.start(module.withOwnApi());
        felix.startRegistrar();
        assertWarned(stranger, "it is from the bundle itself");
    }

    /** Does not find the service, and the framework does not say why. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_byHandWithAnotherApi_isWarnedOf(boolean copy) throws Exception {
        felix.startRegistrar();
        felix.start(ModuleJar.otherApi("org.nmr.api"));
        ModuleJar module = ModuleJar.byHand("stranger").provider("npi.a");
        Bundle stranger = felix.install(copy ? module.withOwnApi() : module.usingOtherApi());
        assertThrows(BundleException.class, stranger::start);
        log.await("bundle stranger [" + stranger.getBundleId() + "] has another package org.nmr than this registrar");
    }

    @Test
    void start_moduleWithTheApi_isNotWarnedOf() throws Exception {
        felix.start(ModuleJar.activator("before").provider("npi.a"));
        felix.startRegistrar();
        felix.start(ModuleJar.activator("after").client("npi.a"));
        assertEquals(List.of(), warnings());
    }

    @Test
    void start_unknownProperty_isWarnedOfWithTheNearest() throws Exception {
        felix.startRegistrar();
        String warning = log.await("nmr.unload.dedline is unknown");
        assertTrue(warning.endsWith("The nearest known name is nmr.unload.deadline"), warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.nmr.registrar", "org.example.registrar"})
    void start_secondRegistrar_servesNobodyAndSaysSo(String name) throws Exception {
        Bundle first = felix.startRegistrar();
        Bundle second = felix.context().installBundle("second", registrar(name));
        assertThrows(BundleException.class, second::start);
        assertNotEquals(Bundle.ACTIVE, second.getState());
        String warning = log.await("version 7.7.7");
        for (String part : List.of(
                name + " [" + second.getBundleId() + "]",
                "org.nmr.registrar [" + first.getBundleId() + "] version " + first.getVersion())) {
            assertTrue(warning.contains(part), () -> "\"" + part + "\" in: " + warning);
        }
        assertEquals(1, felix.context().getAllServiceReferences("org.nmr.NetworkModuleRegistrar", null).length);

        first.uninstall();
        felix.refresh(first);
        second.start();
        assertEquals(1, felix.context().getAllServiceReferences("org.nmr.NetworkModuleRegistrar", null).length);
    }

    /** Returns the registrar with another version, perhaps of another name. */
    private static InputStream registrar(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream from = new JarInputStream(Shipped.REGISTRAR.open())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", "7.7.7");
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", name + ";singleton:=true");
            try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                    to.closeEntry();
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
