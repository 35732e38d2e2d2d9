// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.nmr.demo.Narrator.count;
import static org.nmr.demo.Narrator.millis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.nmr.demo.Stage.Time;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * What {@code ./nmr demo} shows, in eight acts. Told by one thread; the senders of the sample client put the modules
 * under load meanwhile.
 */
final class Story implements Callable<Boolean> {
    /** So many answers show that traffic flows (again). */
    static final long FLOWING = 500;

    private static final long MUCH = 10_000;
    private static final Duration GOODBYE = Duration.ofMillis(1_500);

    private final BundleContext context;
    private final Narrator narrator = new Narrator();

    Story(BundleContext context) {
        this.context = context;
    }

    /** Returns whether everything went as it should; by then all modules are unloaded. */
    @Override
    public Boolean call() throws Exception {
        narrator.say("Felix runs, with the registrar and no module yet");
        Stage stage = new Stage(context);
        boolean told = tell(stage);
        Summary summary = stage.summary();
        if (!summary.sidesAgree()) {
            narrator.say("error: the clients and the providers have counted different numbers of bindings");
        }
        System.out.println();
        System.out.println(summary);
        return told && summary.isGood();
    }

    /** The end comes also when an act fails. */
    private boolean tell(Stage stage) throws BundleException, InterruptedException {
        boolean told = false;
        try {
            attach(stage);
            traffic(stage);
            new Updates(stage, narrator).tell();
            new Departures(stage, narrator).tell();
            stopOfTheRegistrar(stage);
            pending(stage);
            new WhoBlocks(context, stage, narrator).tell();
            told = new OrdinaryService(context, stage, narrator).tell();
        } catch (BundleException | IOException | TimeoutException | RuntimeException e) {
            narrator.say("the story ends here, because of " + e);
        }
        end(stage);
        return told;
    }

    private void attach(Stage stage) throws BundleException, TimeoutException {
        narrator.act("1. Attach");
        stage.provider().start();
        narrator.say("provider: started. There is no client yet");
        stage.client().start();
        stage.awaitBindings(1);
        narrator.say("client: started, and attached to the provider: 1 binding. The registrar counts its calls");
        stage.loadClassic();
        stage.awaitBindings(2);
        narrator.say("classic client: the same, but it counts its calls itself: 2 bindings");
    }

    private void traffic(Stage stage) throws TimeoutException {
        narrator.act("2. Traffic from " + Stage.CALLERS + " threads in each client");
        long start = System.nanoTime();
        long counted = stage.counted().calls();
        long classic = stage.classic().calls();
        stage.awaitAnswers(MUCH);
        long time = System.nanoTime() - start;
        narrator.say("client: " + count(stage.counted().calls() - counted, "call") + ", classic client: "
                + count(stage.classic().calls() - classic, "call") + " in " + millis(time)
                + ". The provider calls the clients to answer");
    }

    private void stopOfTheRegistrar(Stage stage) throws BundleException, TimeoutException {
        narrator.act("5. Stop of the registrar under load");
        Time time = stage.measure(stage.registrar(), Bundle::stop);
        narrator.say("registrar: stop() waited " + millis(time.stop())
                + " until all modules were unloaded. The bundles are still started, with "
                + count(stage.bindings(), "binding"));
        stage.registrar().start();
        stage.awaitBindings(2);
        stage.awaitAnswers(FLOWING);
        narrator.say("registrar: started again. The modules have attached by themselves, and traffic flows");
    }

    private void pending(Stage stage) throws BundleException, TimeoutException {
        narrator.act("6. A module that answers PENDING and completes later");
        stage.unloadClassic();
        narrator.say("classic client: unloaded, so that only the client is left");
        stage.load(new SlowModule(Duration.ZERO, GOODBYE, narrator));
        stage.awaitBindings(2);
        stage.awaitAnswers(1);
        narrator.say("slow module: attached again. The stop() of the client begins");
        Time time = stage.measure(stage.client(), Bundle::stop);
        narrator.say("client: stop() waited " + millis(time.stop()) + " for the slow module to complete");
    }

    private void end(Stage stage) throws BundleException {
        narrator.act("The end");
        stage.clear();
        narrator.say("all modules are unloaded");
    }
}
