// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.DrainStepDTO;
import org.nmr.ops.Drainer;
import org.nmr.ops.RedeployDTO;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;

class OpsActionsTest {
    private final List<String> progress = new ArrayList<>();
    private final List<DrainResultDTO> results = new ArrayList<>();
    private final RedeployDTO redeployed = new RedeployDTO();
    private Drainer drainer = Fake.of(
            Drainer.class,
            Map.of("drain", arguments -> drain((DrainListener) arguments[2]), "redeploy", arguments -> redeployed));
    private final OpsActions actions =
            new OpsActions(() -> drainer, id -> id == 7 ? Fake.of(Bundle.class, Map.of()) : null, () -> {});

    private Drain drain(DrainListener listener) {
        DrainStepDTO step = new DrainStepDTO();
        step.bundle = 7;
        step.name = "pro";
        step.module = "module";
        step.role = "provider";
        step.state = "BEGUN";
        listener.changed(step);
        return Fake.of(Drain.class, Map.of("await", none -> results));
    }

    private void result(DrainStatus status, String text) {
        DrainResultDTO result = new DrainResultDTO();
        result.bundle = 7;
        result.name = "pro";
        result.status = status;
        result.text = text;
        results.add(result);
    }

    @Test
    void drain_complete_tellsEachStepAndResult() throws Exception {
        result(DrainStatus.DRAINED, "its modules have ended");
        result(DrainStatus.NOTHING_TO_DO, "it has no modules");
        assertEquals("drained 2 bundles", actions.drain(7, progress::add));
        assertEquals(
                List.of(
                        "begun: pro [7] provider module",
                        "pro [7]: its modules have ended",
                        "pro [7]: it has no modules"),
                progress);
    }

    @Test
    void drain_timedOut_failsWithWhatIsNotDrained() {
        result(DrainStatus.DRAINED, "its modules have ended");
        result(DrainStatus.TIMED_OUT, "waits for a call");
        Exception failed = assertThrows(IllegalStateException.class, () -> actions.drain(7, progress::add));
        assertEquals("pro [7]: waits for a call", failed.getMessage());
    }

    @Test
    void drain_unknownBundle_isNotFound() {
        Exception failed = assertThrows(IllegalArgumentException.class, () -> actions.drain(99, progress::add));
        assertEquals("expected the id of a bundle, but there is no bundle 99", failed.getMessage());
        assertEquals(404, Refused.because(failed).status());
    }

    @Test
    void redeploy_done_saysSo() throws Exception {
        redeployed.done = true;
        redeployed.text = "runs";
        assertEquals("runs", actions.redeploy(7, progress::add));
    }

    @Test
    void redeploy_failed_saysWhatIsAsBefore() {
        redeployed.text = "cannot be read";
        redeployed.asBefore = List.of("the bundle runs");
        assertThrows(IllegalStateException.class, () -> actions.redeploy(7, progress::add));
        assertEquals(List.of("the bundle runs"), progress);
    }

    @Test
    void missing_withoutTheService_saysWhatToStart() {
        assertEquals("", actions.missing());
        drainer = null;
        assertTrue(actions.missing().contains("org.nmr.ops"));
        assertThrows(IllegalStateException.class, () -> actions.drain(7, progress::add));
    }
}
