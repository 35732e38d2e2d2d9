// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.nmr.demo.Narrator.count;
import static org.nmr.demo.Narrator.millis;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/** The third act: every module is updated each second, while both clients call with all their threads. */
final class Updates {
    private static final int SECONDS = 10;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Stage stage;
    private final Narrator narrator;

    Updates(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    void tell() throws BundleException, TimeoutException {
        narrator.act("3. Updates under load: each second the provider and both clients, " + SECONDS + " times");
        narrator.say("provider and client get new code each time. The classic client is unloaded and loaded again");
        Tally counted = stage.counted();
        Tally classic = stage.classic();
        Tally providers = stage.providers();
        long refused = stage.refused();
        long next = System.nanoTime();
        for (int i = 1; i <= SECONDS; i++) {
            next += SECOND;
            update(i, next);
        }
        Tally end = stage.counted();
        narrator.say("provider: PENDING in " + pending(providers, stage.providers())
                + ". Its receiver threads had to end first");
        narrator.say("client: PENDING in " + pending(counted, end)
                + ". The registrar counts its calls. It waited for those in flight, and refused "
                + count(stage.refused() - refused, "new one"));
        narrator.say("classic client: PENDING in " + pending(classic, stage.classic())
                + ". It counts its calls itself, and the last call completed the detach");
    }

    /** Updates all of them, and lets them work until the second is over. */
    private void update(int number, long end) throws BundleException, TimeoutException {
        long counted = stage.counted().calls();
        long classic = stage.classic().calls();
        long provider = stage.update(stage.provider());
        long client = stage.update(stage.client());
        long classicClient = stage.updateClassic();
        stage.awaitBindings(2);
        stage.awaitAnswers(Story.FLOWING);
        Conditions.await("the next second", () -> System.nanoTime() - end >= 0);
        narrator.say(String.format(
                Locale.ROOT,
                "update %d: stop() waited %s in the provider, %s in the client, %s in the classic client;"
                        + " %,d + %,d calls, %d failed",
                number,
                millis(provider),
                millis(client),
                millis(classicClient),
                stage.counted().calls() - counted,
                stage.classic().calls() - classic,
                stage.failed()));
    }

    private static String pending(Tally before, Tally now) {
        return (now.pending() - before.pending()) + " of " + (now.detached() - before.detached()) + " detaches";
    }
}
