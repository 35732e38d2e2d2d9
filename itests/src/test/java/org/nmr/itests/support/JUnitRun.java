// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests with the JUnit that its own class loader has. */
public final class JUnitRun {
    private JUnitRun() {}

    /**
     * Runs a class of tests.
     *
     * @param tests the name of the class
     * @return a line for each test: its name, its status, and why it has failed
     */
    public static String run(String tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        Lines lines = new Lines();
        LauncherFactory.create().execute(request, lines);
        return String.join("\n", lines.results);
    }

    /** Containers count if they fail. */
    private static final class Lines implements TestExecutionListener {
        final Set<String> results = new TreeSet<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getThrowable().isPresent()) {
                String reason = result.getThrowable()
                        .map(thrown -> " " + thrown.toString().replace('\n', ' '))
                        .orElse("");
                results.add(test.getDisplayName() + " " + result.getStatus() + reason);
            }
        }
    }
}
