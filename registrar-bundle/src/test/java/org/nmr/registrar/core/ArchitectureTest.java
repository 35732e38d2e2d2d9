// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.registrar.osgi.LdapFilters;

/** The directions of dependency inside the registrar and towards the API. */
class ArchitectureTest {
    private static final String API = "org.nmr";
    private static final String DIAGNOSTICS = "org.nmr.diagnostics";
    private static final String SPI = "org.nmr.spi";
    private static final String REGISTRAR = "org.nmr.registrar.";
    private static final String COMMAND = REGISTRAR + "command..";
    private static final String PLAIN = REGISTRAR + "plain..";
    private static final String GOGO = "org.apache.felix.service.command..";

    /** What every room may know. */
    private static final List<String> GROUND = List.of("java..", "org.jspecify..", API, DIAGNOSTICS);

    /** What single rooms may know besides. */
    private static final Map<String, List<String>> LIBRARIES =
            Map.of("view", List.of("org.objectweb.asm.."), "command", List.of(GOGO), "core", List.of(SPI));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(API);

    @Test
    void code_imported_hasApiAndCore() {
        assertTrue(CODE.contain("org.nmr.Npi"));
        assertTrue(CODE.contain(Registrar.class));
    }

    /** From the bottom to the top: each may know those that are named, and no other. */
    @ParameterizedTest
    @CsvSource({
        "text,    ''",
        "call,    text",
        "report,  'call, text'",
        "view,    'call, text'",
        "event,   'report, text'",
        "unload,  'event, report, call, text'",
        "core,    'unload, event, view, report, call, text'",
        "command, 'report, text'"
    })
    void room_knowsOnlyThoseBelow(String room, String below) {
        List<String> known = new ArrayList<>(GROUND);
        known.add(REGISTRAR + room + "..");
        Arrays.stream(below.split(", "))
                .filter(each -> !each.isEmpty())
                .map(each -> REGISTRAR + each + "..")
                .forEach(known::add);
        known.addAll(LIBRARIES.getOrDefault(room, List.of()));
        classes()
                .that()
                .resideInAPackage(REGISTRAR + room + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new))
                .check(CODE);
    }

    @Test
    void rooms_haveNoRing() {
        slices().matching(REGISTRAR + "(*)..").should().beFreeOfCycles().check(CODE);
    }

    /** Only the test kit uses it, by its name. */
    @Test
    void plainCore_isKnownToNoClass() {
        noClasses()
                .that()
                .resideOutsideOfPackage(PLAIN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PLAIN)
                .check(CODE);
        classes()
                .that()
                .resideInAPackage(PLAIN)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(GROUND.toArray(String[]::new))
                        .or(resideInAnyPackage(
                                PLAIN, REGISTRAR + "core..", REGISTRAR + "unload..", REGISTRAR + "report.."))
                        .or(type(LdapFilters.class)))
                .check(CODE);
    }

    /** Its import is optional. */
    @Test
    void gogo_isKnownToTheCommandsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GOGO)
                .check(CODE);
    }

    /** Its import is optional, too. */
    @Test
    void configAdmin_isKnownOnlyWhereItIsThere() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.nmr.registrar.osgi.ConfigurationUpdates")
                .and()
                .doNotHaveFullyQualifiedName("org.nmr.registrar.osgi.ConfigurationPull")
                .and()
                .doNotHaveFullyQualifiedName("org.nmr.registrar.osgi.ConfigurationPull$Read")
                .and()
                .doNotHaveFullyQualifiedName("org.nmr.registrar.osgi.OptionalServices$WithConfigAdmin")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi.service.cm..")
                .check(CODE);
    }

    /** Modules do not need it, so what they see does not lead there. */
    @Test
    void spi_knowsTheApi_andIsKnownOnlyToWhatImplementsIt() {
        classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.osgi.annotation..", "org.osgi.framework", API, SPI)
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackages(SPI, REGISTRAR + "core..", REGISTRAR + "osgi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SPI)
                .check(CODE);
    }

    @Test
    void api_doesNotKnowTheRegistrar() {
        noClasses()
                .that()
                .resideInAnyPackage(API, SPI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.nmr.registrar..")
                .check(CODE);
    }
}
