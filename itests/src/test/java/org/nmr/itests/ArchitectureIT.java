// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.itests.support.Shipped;

/** Who may depend on whom, read from the manifests of the built jars; inside the registrar its own tests look. */
class ArchitectureIT {
    private static final List<String> API = List.of("org.nmr", "org.nmr.diagnostics", "org.nmr.spi");
    private static final String COMMA_OUTSIDE_QUOTES = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    @ParameterizedTest
    @EnumSource
    void imports_anyBundle_noneOfTheRegistrar(Shipped shipped) throws IOException {
        assertEquals(
                List.of(),
                imports(shipped).stream()
                        .filter(name -> name.startsWith("org.nmr.registrar"))
                        .toList());
        assertEquals("", shipped.header("Require-Bundle"));
        if (shipped.isOurs()) {
            assertEquals("", shipped.header("DynamicImport-Package"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.nmr.itests.support.Shipped#ours")
    void jar_ofOurs_hasItsLicence(Shipped shipped) throws IOException {
        assertTrue(text(shipped, "META-INF/LICENSE").contains("Apache License"));
    }

    @Test
    void jar_registrar_hasTheNoticeOfAsm() throws IOException {
        String notice = text(Shipped.REGISTRAR, "META-INF/licenses/asm.txt");
        assertTrue(notice.contains("Copyright (c) 2000-2011 INRIA, France Telecom"), notice);
    }

    private static String text(Shipped shipped, String entry) throws IOException {
        try (JarFile jar = new JarFile(shipped.path().toFile())) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void imports_api_onlyOsgiAndItself() throws IOException {
        assertEquals(
                List.of(),
                imports(Shipped.API).stream()
                        .filter(name -> !name.startsWith("org.osgi.framework"))
                        .filter(name -> !API.contains(name) && !name.equals("org.osgi.dto"))
                        .toList());
    }

    @Test
    void imports_registrar_onlyTheApiAndOsgi() throws IOException {
        assertEquals(
                List.of(),
                clauses(Shipped.REGISTRAR.header("Import-Package")).stream()
                        .filter(clause -> !clause.contains("resolution:=optional"))
                        .map(ArchitectureIT::name)
                        .filter(name -> !name.startsWith("org.osgi.framework"))
                        .filter(name -> !API.contains(name) && !name.equals("org.osgi.dto"))
                        .toList());
    }

    /** What the registrar uses where it is there. */
    @Test
    void imports_registrar_optionallyHooksTheShellAndConfigAdmin() throws IOException {
        assertEquals(
                List.of("org.osgi.framework.hooks.bundle", "org.apache.felix.service.command", "org.osgi.service.cm"),
                clauses(Shipped.REGISTRAR.header("Import-Package")).stream()
                        .filter(clause -> clause.contains("resolution:=optional"))
                        .map(ArchitectureIT::name)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"SAMPLE_NPI", "SAMPLE_PROVIDER", "SAMPLE_CLIENT"})
    void imports_sample_onlyTheApiTheNpiAndOsgi(Shipped sample) throws IOException {
        assertEquals(
                List.of(),
                imports(sample).stream()
                        .filter(name -> !name.startsWith("org.osgi."))
                        .filter(name -> !List.of("org.nmr", "org.nmr.sample.datagram", "org.nmr.reach")
                                .contains(name))
                        .toList());
    }

    @Test
    void imports_sampleNpi_optionallyReach() throws IOException {
        assertEquals(
                List.of("org.nmr.reach"),
                clauses(Shipped.SAMPLE_NPI.header("Import-Package")).stream()
                        .filter(clause -> clause.contains("resolution:=optional"))
                        .map(ArchitectureIT::name)
                        .toList());
    }

    @Test
    void exports_apiItsPackage_registrarNothing() throws IOException {
        assertEquals(API, names(Shipped.API.header("Export-Package")));
        assertEquals(List.of(), names(Shipped.REGISTRAR.header("Export-Package")));
    }

    private static List<String> imports(Shipped shipped) throws IOException {
        return names(shipped.header("Import-Package"));
    }

    /** Returns the names of the clauses of a manifest header. */
    static List<String> names(String header) {
        return clauses(header).stream()
                .map(ArchitectureIT::name)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> clauses(String header) {
        return List.of(header.split(COMMA_OUTSIDE_QUOTES));
    }

    private static String name(String clause) {
        return clause.split(";", 2)[0].strip();
    }
}
