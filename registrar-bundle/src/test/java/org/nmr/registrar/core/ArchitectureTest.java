// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.osgi.LdapFilters;

/** The directions of dependency inside the registrar and towards the API. */
class ArchitectureTest {
    private static final String API = "org.nmr";
    private static final String DIAGNOSTICS = "org.nmr.diagnostics";
    private static final String CORE = "org.nmr.registrar.core..";
    private static final String CALL = "org.nmr.registrar.call..";
    private static final String ADAPTER = "org.nmr.registrar.osgi..";
    private static final String TEXT = "org.nmr.registrar.text..";

    private static final String COMMAND = "org.nmr.registrar.command..";
    private static final String PLAIN = "org.nmr.registrar.plain..";
    private static final String GOGO = "org.apache.felix.service.command..";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(API);

    @Test
    void code_imported_hasApiAndCore() {
        assertTrue(CODE.contain("org.nmr.Npi"));
        assertTrue(CODE.contain(Registrar.class));
    }

    @Test
    void core_isPlainJava() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi..")
                .check(CODE);
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", API, DIAGNOSTICS, CORE, CALL, TEXT, "org.jspecify..")
                .check(CODE);
    }

    @Test
    void core_doesNotKnowTheAdapter() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ADAPTER)
                .check(CODE);
    }

    @Test
    void commands_seeTheRegistrarThroughItsDiagnostics() {
        classes()
                .that()
                .resideInAPackage(COMMAND)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", DIAGNOSTICS, COMMAND, GOGO, TEXT, "org.jspecify..")
                                .or(type(Report.class)))
                .check(CODE);
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
                .onlyDependOnClassesThat(resideInAnyPackage("java..", API, DIAGNOSTICS, CORE, PLAIN, "org.jspecify..")
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
                .doNotHaveFullyQualifiedName("org.nmr.registrar.osgi.OptionalServices$WithConfigAdmin")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi.service.cm..")
                .check(CODE);
    }

    @Test
    void api_doesNotKnowTheRegistrar() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.nmr.registrar..")
                .check(CODE);
    }
}
