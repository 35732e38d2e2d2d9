// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.nmr.demo.Narrator.count;
import static org.nmr.demo.Narrator.millis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The seventh act: calls do not return, so a stop waits. The registrar tells who holds it up, and what to do. */
final class WhoBlocks {
    /** Nobody waits so long: the calls are released before. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static final String BLOCKED = "BLOCKED";

    private final BundleContext context;
    private final Stage stage;
    private final Narrator narrator;

    WhoBlocks(BundleContext context, Stage stage, Narrator narrator) {
        this.context = context;
        this.stage = stage;
        this.narrator = narrator;
    }

    void tell() throws BundleException, TimeoutException {
        narrator.act("7. Calls that do not return, and who blocks");
        SlowModule stuck = stage.loadAlone(new SlowModule(FOR_EVER, Duration.ZERO, narrator));
        try {
            stage.client().start();
            Conditions.await(
                    Stage.CALLERS + " calls in flight",
                    () -> stuck.callsInFlight(stage.client().getSymbolicName()) == Stage.CALLERS);
            narrator.say("slow module: " + count(Stage.CALLERS, "call") + " of the client do not return");
            CompletableFuture<Long> stop = CompletableFuture.supplyAsync(this::stop);
            ask();
            narrator.say("slow module: lets them return");
            stuck.release();
            narrator.say("client: stop() waited " + millis(stop.join()));
        } finally {
            stuck.release();
        }
    }

    private long stop() {
        try {
            return stage.measure(stage.client(), Bundle::stop).stop();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says what an operator sees in the first and in the last line of nmr:why. */
    private void ask() throws TimeoutException {
        Conditions.await("a finding about the client", () -> !findings().isEmpty());
        FindingDTO finding = findings().get(0);
        narrator.say("nmr:why: " + finding.verdict);
        if (!finding.nextStep.isEmpty()) {
            narrator.say("nmr:why: " + finding.nextStep);
        }
    }

    private List<FindingDTO> findings() {
        ServiceReference<RegistrarRuntime> reference = context.getServiceReference(RegistrarRuntime.class);
        return context.getService(reference).getFindings().stream()
                .filter(finding -> finding.kind.equals(BLOCKED))
                .filter(finding -> finding.owner.bundle == stage.client().getBundleId())
                .toList();
    }
}
