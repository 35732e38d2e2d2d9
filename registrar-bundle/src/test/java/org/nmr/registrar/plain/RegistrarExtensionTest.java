// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A registrar and a harness as parameters, and what the end of a test finds. */
@Timeout(60)
class RegistrarExtensionTest {
    private static final String LIMIT = "org.nmr.testkit.limit";

    @BeforeEach
    void setUp() {
        ExtendedTests.SEEN.clear();
    }

    @AfterAll
    static void releaseThreads() {
        ExtendedTests.Leaving.NEVER.countDown();
    }

    private static TestExecutionSummary run(DiscoverySelector tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static void assertSound(Class<?> tests, int expected) {
        TestExecutionSummary summary = run(selectClass(tests));
        assertEquals(List.of(), summary.getFailures());
        assertEquals(expected, summary.getTestsSucceededCount());
    }

    /** Returns the message of the failure, and those of its causes. */
    private static String failureOf(DiscoverySelector tests) {
        TestExecutionSummary summary = run(tests);
        assertEquals(1, summary.getFailures().size(), () -> "failures: " + summary.getFailures());
        StringBuilder text = new StringBuilder();
        for (Throwable thrown = summary.getFailures().get(0).getException(); thrown != null; ) {
            text.append(thrown).append('\n');
            thrown = thrown.getCause();
        }
        return text.toString();
    }

    @Test
    void parameter_ofAnyMethodOfATest_isOfThatTestAlone() {
        assertSound(ExtendedTests.Sound.class, 4);
        assertEquals(8, ExtendedTests.SEEN.size());
        assertEquals(4, new HashSet<>(ExtendedTests.SEEN).size());
    }

    @Test
    void registerExtension_ofSeveralTests_givesEachItsOwn() {
        assertSound(ExtendedTests.PerClass.class, 2);
        assertSound(ExtendedTests.Static.class, 2);
        assertEquals(4, new HashSet<>(ExtendedTests.SEEN).size());
    }

    @Test
    void afterEach_testHasPassed_registrarIsEnded() {
        assertSound(ExtendedTests.Static.class, 2);
        ExtendedTests.SEEN.forEach(registrar -> {
            registrar.assertNothingLeft();
            assertThrows(IllegalStateException.class, () -> registrar.open("late"));
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {ExtendedTests.Constructed.class, ExtendedTests.Before.class})
    void parameter_outsideOfATest_isRefusedWithAReason(Class<?> tests) {
        String failure = failureOf(selectClass(tests));
        assertTrue(failure.contains("expected a parameter of a test"), failure);
    }

    @ParameterizedTest
    @ValueSource(classes = {ExtendedTests.SharedRegistrar.class, ExtendedTests.SharedHarness.class})
    void fixtureOfOneTest_usedForTwo_saysWhatToDo(Class<?> tests) {
        String failure = failureOf(selectClass(tests));
        assertTrue(failure.contains("expected a new one for each test"), failure);
        assertTrue(failure.contains("@ExtendWith(RegistrarExtension.class)"), failure);
    }

    @ParameterizedTest
    @CsvSource({
        "pending, 'unloaded within PT0.2S, saw 2 registrations', 'PENDING'",
        "stuckDetach, 'unloaded within PT0.2S, saw 2 registrations', 'ExtendedTests$Leaving.stay'",
        "stuckDetachOfTheHarness, 'the begin of the unload', 'ExtendedTests$Leaving.stay'",
        "threadOfTheHarness, 'expected 0 threads of the test to be left at its end, saw 1: testkit-', 'Leaving.stay'",
        "unseenFailure, 'what runs on testkit-', 'java.lang.IllegalStateException: broken'",
        "daemon, 'expected 0 threads that the test has started to be left at its end, saw 1: left daemon', 'stay'",
        "noDaemon, 'expected 0 threads that the test has started to be left at its end, saw 1: left worker', 'stay'",
        "failsAndLeaves, 'AssertionError: mine', 'mine'"
    })
    void afterEach_somethingIsLeft_failsAndSaysWhat(String test, String expected, String detail) {
        System.setProperty(LIMIT, "1");
        try {
            String failure =
                    failureOf(selectMethod(ExtendedTests.Leaving.class.getName() + "#" + test + parametersOf(test)));
            assertTrue(failure.contains(expected), failure);
            assertTrue(failure.contains(detail), failure);
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    private static String parametersOf(String test) {
        for (Method method : ExtendedTests.Leaving.class.getDeclaredMethods()) {
            if (method.getName().equals(test)) {
                return Stream.of(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
            }
        }
        throw new AssertionError("expected a method " + test);
    }

    @Test
    void ignoreThreads_threadIsLeft_doesNotCount() {
        assertSound(ExtendedTests.Ignoring.class, 2);
    }
}
