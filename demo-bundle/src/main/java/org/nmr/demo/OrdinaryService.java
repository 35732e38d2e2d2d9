// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.nmr.demo.ordinary.Counts;
import org.nmr.demo.ordinary.Protection;
import org.nmr.demo.ordinary.Trial;
import org.nmr.demo.ordinary.Wiring;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The eighth act: two ordinary components, once as they are, once drained, and once with hold. */
final class OrdinaryService {
    private static final int UPDATES = 5;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** So long that the updates of the plain component find calls inside, also on a busy machine. */
    private static final Duration WORK = Duration.ofMillis(20);

    private final BundleContext context;
    private final Stage stage;
    private final Narrator narrator;

    OrdinaryService(BundleContext context, Stage stage, Narrator narrator) {
        this.context = context;
        this.stage = stage;
        this.narrator = narrator;
    }

    /** Returns whether the protected ones have kept what they promise. */
    boolean tell() throws BundleException, IOException, InterruptedException {
        narrator.act("8. An ordinary service: neither its component nor the one that uses it knows the registrar");
        narrator.say("component: updated " + UPDATES + " times, while " + Trial.THREADS
                + " threads of another component call it. Then the same with service properties");
        Counts plain = count(Protection.PLAIN);
        stage.drain().start();
        Counts drained = count(Protection.DRAINED);
        Counts held = count(Protection.HELD);
        stage.drain().stop();
        narrator.say(row("", "answered", "cut off", "found no service", "refused"));
        say("plain", plain);
        say("nmr.drain=true", drained);
        say("nmr.drain.hold=PT5S", held);
        return drained.cut() == 0 && held.isUndisturbed();
    }

    private Counts count(Protection protection) throws BundleException, IOException, InterruptedException {
        return new Trial(protection, Wiring.STATIC, WORK).run(context, UPDATES, INTERVAL);
    }

    private void say(String name, Counts counts) {
        narrator.say(row(name, counts.answered(), counts.cut(), counts.missed(), counts.refused()));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-19s  %8s  %7s  %16s  %7s", cells);
    }
}
