package org.nmr.demo;

import static org.nmr.demo.Narrator.count;
import static org.nmr.demo.Narrator.millis;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.nmr.demo.Stage.Pending;
import org.nmr.demo.Stage.Time;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * What {@code ./nmr demo} shows, in six acts. Told by one thread; the senders of the sample client put the modules under
 * load meanwhile.
 */
final class Story implements Callable<Boolean> {
    private static final int UPDATES = 5;

    /** So many answers show that traffic flows (again). */
    private static final long FLOWING = 500;

    private static final long MUCH = 20_000;
    private static final Duration SLOW_CALL = Duration.ofSeconds(1);
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
        System.out.println();
        System.out.println(summary);
        return told && summary.isGood();
    }

    /** The end comes also when an act fails. */
    private boolean tell(Stage stage) throws BundleException {
        boolean told = false;
        try {
            attach(stage);
            traffic(stage);
            updates(stage);
            stopOfTheClient(stage);
            stopOfTheRegistrar(stage);
            pending(stage);
            told = true;
        } catch (BundleException | TimeoutException | RuntimeException e) {
            narrator.say("the story ends here: " + e);
        }
        return end(stage) && told;
    }

    private void attach(Stage stage) throws BundleException, TimeoutException {
        narrator.act("1. Attach");
        stage.provider().start();
        narrator.say("provider: started; nobody there to attach to");
        stage.client().start();
        stage.awaitBindings(1);
        narrator.say("client: started, proposed to the provider, both accepted: 1 binding");
    }

    private void traffic(Stage stage) throws TimeoutException {
        narrator.act("2. Traffic");
        long start = System.nanoTime();
        long calls = stage.calls();
        stage.awaitAnswers(MUCH);
        long time = System.nanoTime() - start;
        narrator.say("client: " + count(stage.calls() - calls, "call") + " in " + millis(time)
                + " from several threads; the answers come back as calls of the provider");
    }

    private void updates(Stage stage) throws BundleException, TimeoutException {
        narrator.act("3. Update of the provider under load, " + UPDATES + " times");
        for (int i = 1; i <= UPDATES; i++) {
            long lost = stage.lost();
            Pending before = stage.pending();
            Time time = stage.measure(stage.provider(), Bundle::update);
            Pending waited = stage.pending().since(before);
            stage.awaitBindings(1);
            stage.awaitAnswers(FLOWING);
            narrator.say("update " + i + ": took " + millis(time.all()) + "; in it, stop() waited "
                    + millis(time.stop()) + " for " + waited + "; traffic flows; "
                    + count(stage.lost() - lost, "datagram") + " lost, " + count(stage.failed(), "failed call"));
        }
    }

    private void stopOfTheClient(Stage stage) throws BundleException, TimeoutException {
        narrator.act("4. Stop of the client while calls are in flight");
        SlowModule slow = stage.load(new SlowModule(SLOW_CALL, Duration.ZERO, narrator));
        stage.awaitBindings(2);
        narrator.say(
                "slow module: attached as a second provider; each call to it takes " + SLOW_CALL.toMillis() + " ms");
        Conditions.await("2 calls in flight", () -> slow.callsInFlight() >= 2);
        int inFlight = slow.callsInFlight();
        narrator.say("client: stop() begins with " + count(inFlight, "call") + " in flight in the slow module");
        Time time = stage.measure(stage.client(), Bundle::stop);
        narrator.say("client: stop() waited " + millis(time.stop()) + " until these calls had returned; now "
                + slow.callsInFlight() + " in flight, " + (stage.attached() - stage.detached()) + " bindings left");
        slow.unload();
        stage.client().start();
        stage.awaitAnswers(FLOWING);
        narrator.say("client: started again, traffic flows");
    }

    private void stopOfTheRegistrar(Stage stage) throws BundleException, TimeoutException {
        narrator.act("5. Stop of the registrar under load");
        Pending before = stage.pending();
        Time time = stage.measure(stage.registrar(), Bundle::stop);
        narrator.say("registrar: stop() waited " + millis(time.stop())
                + " for " + stage.pending().since(before) + "; client and provider are still started, but "
                + (stage.attached() - stage.detached()) + " bindings are left");
        stage.registrar().start();
        stage.awaitBindings(1);
        stage.awaitAnswers(FLOWING);
        narrator.say("registrar: started again, the modules attached by themselves, traffic flows");
    }

    private void pending(Stage stage) throws BundleException, TimeoutException {
        narrator.act("6. A module that answers PENDING and completes later");
        stage.load(new SlowModule(Duration.ZERO, GOODBYE, narrator));
        stage.awaitBindings(2);
        stage.awaitAnswers(1);
        narrator.say("slow module: attached again; client: stop() begins");
        Time time = stage.measure(stage.client(), Bundle::stop);
        narrator.say("client: stop() waited " + millis(time.stop()) + " for the slow module to complete");
    }

    private boolean end(Stage stage) throws BundleException {
        narrator.act("The end");
        stage.clear();
        narrator.say("all modules are unloaded");
        if (!stage.sidesAgree()) {
            narrator.say("but client and providers have not counted the same bindings");
        }
        return stage.sidesAgree();
    }
}
