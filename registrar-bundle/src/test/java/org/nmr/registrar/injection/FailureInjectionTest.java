// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An Error at every allocation and every method entry of the core, in each operation: afterwards everything unloads,
 * and nothing is left. What failed is in {@code target/injection.txt}. The property {@code injection.only} takes the
 * cases whose name, {@code operation/case}, begins with it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureInjectionTest {
    private final InjectionReport report = new InjectionReport();
    private final Map<String, List<Case>> operations = new LinkedHashMap<>();

    @BeforeAll
    void load() throws Exception {
        @SuppressWarnings("unchecked") // by its name
        Supplier<List<Case>> catalogue = (Supplier<List<Case>>) InstrumentedLoader.ofCore()
                .loadClass("org.nmr.registrar.injection.rig.Catalogue")
                .getConstructor()
                .newInstance();
        String only = System.getProperty("injection.only", "");
        for (Case each : catalogue.get()) {
            if (each.toString().startsWith(only)) {
                operations
                        .computeIfAbsent(each.operation(), key -> new ArrayList<>())
                        .add(each);
            }
        }
    }

    List<String> operations() {
        return List.copyOf(operations.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_errorAnywhere_everythingUnloads(String operation) throws Exception {
        List<Failure> failures = new ArrayList<>();
        int injected = 0;
        for (Case each : operations.get(operation)) {
            Injection injection = new Injection(each);
            injection.run();
            failures.addAll(injection.failures());
            injected += injection.injected();
        }
        assertEquals("", report.add(operation, failures, injected));
    }

    @AfterAll
    void write() throws IOException {
        report.write(Path.of("target", "injection.txt"));
    }
}
