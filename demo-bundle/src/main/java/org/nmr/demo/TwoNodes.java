// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.nmr.demo.Narrator.count;
import static org.nmr.demo.Narrator.millis;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;

/** What {@code ./nmr demo --nodes 2} shows. Told by one thread of node b; the provider is in node a, another JVM. */
final class TwoNodes implements Callable<Boolean> {
    private static final int SECONDS = 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final BundleContext context;
    private final Narrator narrator = new Narrator();

    TwoNodes(BundleContext context) {
        this.context = context;
    }

    /** Returns whether everything went as it should; by then all modules are unloaded, and the other JVM has ended. */
    @Override
    public Boolean call() throws Exception {
        narrator.say("node b: this JVM. It starts node a, another JVM, which dials it");
        try (NodesStage stage = new NodesStage(context)) {
            narrator.say("node a: process " + stage.other().pid() + ". Its provider is started");
            boolean told = tell(stage);
            NodesSummary summary = stage.summary();
            System.out.println();
            System.out.println(summary);
            return told && summary.isGood();
        }
    }

    /** The end comes also when an act fails. */
    private boolean tell(NodesStage stage) throws Exception {
        boolean told = false;
        try {
            attach(stage);
            updates(stage);
            stopAndContinue(stage);
            kill(stage);
            told = true;
        } catch (IOException | TimeoutException | RuntimeException e) {
            narrator.say("the story ends here, because of " + e);
        }
        return end(stage) && told;
    }

    private void attach(NodesStage stage) throws Exception {
        narrator.act("1. Attach across nodes");
        long start = System.nanoTime();
        stage.startClient();
        stage.awaitTraffic();
        narrator.say("client: attached to the provider of node a, and traffic flows both ways, after "
                + millis(System.nanoTime() - start) + ". Neither module knows of nodes");
    }

    private void updates(NodesStage stage) throws Exception {
        narrator.act("2. Updates under load: each second the provider of node a, " + SECONDS + " times. "
                + Stage.CALLERS + " threads of node b call it");
        long refused = stage.refused();
        long next = System.nanoTime();
        for (int i = 1; i <= SECONDS; i++) {
            next += SECOND;
            update(i, next, stage);
        }
        if (stage.unknown() != 0) {
            throw new IllegalStateException("expected each call to return or to be refused, but of "
                    + count(stage.unknown(), "call") + " the outcome is unknown");
        }
        narrator.say("client: " + count(stage.refused() - refused, "new call")
                + " refused, with the promise that they were not executed. All others returned");
    }

    /** Updates it, and lets the client work until the second is over. */
    private void update(int number, long end, NodesStage stage) throws Exception {
        long calls = stage.client().calls();
        long stop = stage.update();
        stage.awaitTraffic();
        Conditions.await("the next second", () -> System.nanoTime() - end >= 0);
        narrator.say(String.format(
                Locale.ROOT,
                "update %d: stop() in node a waited %s until no call of node b was inside; %,d calls, %d failed",
                number,
                millis(stop),
                stage.client().calls() - calls,
                stage.client().failed()));
    }

    private void stopAndContinue(NodesStage stage) throws Exception {
        narrator.act("3. kill -STOP: node a does not answer, but its connection stays open");
        long start = System.nanoTime();
        try {
            stage.other().signal("STOP");
        } catch (IOException e) {
            narrator.say("left out, because there is no kill: " + e.getMessage());
            return;
        }
        lose(start, stage);
        start = System.nanoTime();
        stage.other().signal("CONT");
        stage.awaitTraffic();
        narrator.say("kill -CONT: attached again after " + millis(System.nanoTime() - start));
        stage.awaitProviderBindings(1);
        narrator.say("provider: the old binding is cleaned up in node a, too. Nobody stopped or restarted a module");
    }

    private void kill(NodesStage stage) throws Exception {
        narrator.act("4. kill -9: node a is gone");
        stage.keepCounts();
        long start = System.nanoTime();
        stage.other().kill();
        lose(start, stage);
        start = System.nanoTime();
        stage.replaceOther();
        narrator.say("node a: process " + stage.other().pid() + ", a new JVM, started after "
                + millis(System.nanoTime() - start));
        stage.awaitTraffic();
        narrator.say("client: attached to it after " + millis(System.nanoTime() - start));
    }

    private void lose(long start, NodesStage stage) throws TimeoutException {
        long unknown = stage.unknown();
        stage.awaitLoss();
        narrator.say("client: detached after " + millis(System.nanoTime() - start) + ". Of "
                + count(stage.unknown() - unknown, "call")
                + " inside node a the outcome is unknown: they may have been executed. They are not repeated");
    }

    /** Returns whether the other node has ended well. */
    private boolean end(NodesStage stage) throws Exception {
        narrator.act("The end");
        int status = stage.clear();
        narrator.say("both modules are unloaded, and node a has ended with status " + status);
        return status == 0;
    }
}
