// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract fails where a registrar is broken, and only there: a test that cannot fail shows nothing. */
class BrokenRegistrarTest {
    /** What the kit waits for at most, in seconds. */
    private static final String LIMIT = "org.nmr.testkit.limit";

    static List<Arguments> faults() {
        return List.of(
                Arguments.of(BrokenContracts.NoWaiting.class, "Ends", "close_pending_waits"),
                Arguments.of(BrokenContracts.NoWaiting.class, "Unload", "close_oneSidePending_waits"),
                Arguments.of(BrokenContracts.NoWaiting.class, "Handles", "close_withALimit_"),
                Arguments.of(BrokenContracts.FirstHandle.class, "Handles", "registration_ofOneObject"),
                Arguments.of(BrokenContracts.HiddenEnd.class, "Handles", "end_begunByTheUnload_"),
                Arguments.of(BrokenContracts.NoReason.class, "Refuse", "attachClient_throws_"),
                Arguments.of(BrokenContracts.NoCleanup.class, "Detach", "deregister_client_endsBothSidesOnce"),
                Arguments.of(BrokenContracts.NoCleanup.class, "Cleanup", "cleanup_lastCompletion_runs"),
                Arguments.of(BrokenContracts.EarlyCleanup.class, "Detach", "detach_clientPending_"),
                Arguments.of(BrokenContracts.NoPending.class, "Detach", "detach_bothPendingClientCompletesFirst_"),
                Arguments.of(BrokenContracts.NoCounting.class, "Calls", "close_callThroughTheViewIsInside"),
                Arguments.of(BrokenContracts.NoCounting.class, "Inside", "close_insideACountedCall"),
                Arguments.of(BrokenContracts.TwoProposals.class, "Register", "decline_whenOthersComeLater_"),
                Arguments.of(BrokenContracts.TwoProposals.class, "Attach", "attach_accepted_eachSideCalls"),
                Arguments.of(BrokenContracts.ForgedOwner.class, "Owners", "register_forgedOwner_"),
                Arguments.of(BrokenContracts.NoSelection.class, "Selections", "best_several_"),
                Arguments.of(BrokenContracts.NoPatience.class, "Policies", "wait_callInFlight_"),
                Arguments.of(BrokenContracts.Leaking.class, "Leaks", "unload_provider_"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_ofABrokenRegistrar_fails(Class<?> contract, String group, String test) {
        TestExecutionSummary summary = runImpatiently(contract, group, test);
        assertEquals(1, summary.getTestsFoundCount(), () -> "expected one test " + test + " in group " + group);
        assertEquals(1, summary.getTestsFailedCount(), () -> "expected " + test + " of " + group + " to fail");
    }

    @Test
    void contract_ofASoundRegistrarBehindTheSameDelegate_passes() {
        TestExecutionSummary summary = run(BrokenContracts.Sound.class, "", "");
        assertEquals(Set.of(), failed(summary));
        assertTrue(summary.getTestsSucceededCount() > 100, () -> "tests: " + summary.getTestsSucceededCount());
    }

    private static Set<String> failed(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What hangs is given up soon. On a busy machine that may be too soon for what is sound. */
    private static TestExecutionSummary runImpatiently(Class<?> contract, String group, String name) {
        System.setProperty(LIMIT, "3");
        try {
            return run(contract, group, name);
        } finally {
            System.clearProperty(LIMIT);
        }
    }

    private static TestExecutionSummary run(Class<?> contract, String group, String name) {
        PostDiscoveryFilter wanted = test -> FilterResult.includedIf(test.isContainer()
                || (test.getUniqueId().toString().contains("nested-class:" + group)
                        && test.getDisplayName().startsWith(name)));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .filters(EngineFilter.includeEngines("junit-jupiter"), wanted)
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
