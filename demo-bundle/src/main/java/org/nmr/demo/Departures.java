// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.nmr.demo.Narrator.count;
import static org.nmr.demo.Narrator.millis;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The fourth act: each kind of client, and then a provider, goes while calls are in flight for long. */
final class Departures {
    private static final Duration CALL = Duration.ofSeconds(1);

    private final Stage stage;
    private final Narrator narrator;
    private final SlowModule slow;

    Departures(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
        this.slow = new SlowModule(CALL, Duration.ZERO, narrator);
    }

    void tell() throws BundleException, TimeoutException {
        narrator.act("4. Clients and a provider go while calls are in flight");
        stage.load(slow);
        stage.awaitBindings(4);
        narrator.say("slow module: attached as a second provider. Each call to it takes " + CALL.toMillis() + " ms");
        client();
        classicClient();
        stage.client().start();
        provider();
        stage.loadClassic();
        stage.awaitBindings(2);
        stage.awaitAnswers(Story.FLOWING);
        narrator.say("both clients: started again. Traffic flows");
    }

    private void client() throws BundleException, TimeoutException {
        String name = stage.client().getSymbolicName();
        String calls = awaitCalls(name);
        long time = stage.measure(stage.client(), Bundle::stop).stop();
        narrator.say("client: stop() began with " + calls + " in the slow module and waited " + millis(time)
                + " until they had returned. Now " + slow.callsInFlight(name));
    }

    private void classicClient() throws TimeoutException {
        String name = stage.own().getSymbolicName();
        String calls = awaitCalls(name);
        long time = stage.unloadClassic();
        narrator.say("classic client: unload began with " + calls + " in the slow module and waited " + millis(time)
                + " until its own count was 0. Now " + slow.callsInFlight(name));
    }

    /** A registrar that does not wait would be found here for certain: the slow module counts who is left inside. */
    private void provider() throws TimeoutException {
        String calls = awaitCalls(stage.client().getSymbolicName());
        long time = Stage.unload(slow);
        narrator.say("slow module: unload began with " + calls + " of the client inside and waited " + millis(time)
                + " until they had returned");
    }

    /** Waits until every caller of the client in this bundle is inside. */
    private String awaitCalls(String client) throws TimeoutException {
        Conditions.await(
                Stage.CALLERS + " calls of " + client + " in flight",
                () -> slow.callsInFlight(client) == Stage.CALLERS);
        return count(Stage.CALLERS, "call");
    }
}
