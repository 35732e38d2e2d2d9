// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nmr.benchmarks.bundle.IdleActivator;
import org.nmr.benchmarks.bundle.PeersActivator;
import org.nmr.benchmarks.bundle.PlainActivator;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * What does unloading an idle module add to {@code Bundle.stop()}?
 *
 * <p>In Felix, with the bundles as they are shipped; stopped transiently, so that no file is written. The floor is a
 * bundle that does nothing. All cases take turns, each in a framework of its own. A program of its own, because Felix
 * queues an event for each start and stop, and in a loop without a break the queue only grows.
 *
 * <pre>
 * java -Xms1g -Xmx1g -cp benchmarks/target/benchmarks.jar org.nmr.benchmarks.IdleUnload        # half a minute
 * </pre>
 */
public final class IdleUnload {
    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 3_000;

    private IdleUnload() {}

    /** Measures and prints; takes no arguments. */
    public static void main(String[] arguments) throws BundleException, IOException, InterruptedException {
        List<Case> cases = List.of(
                Case.plain(),
                Case.idle(0, /* used= */ false),
                Case.idle(1, /* used= */ false),
                Case.idle(1_000, /* used= */ false),
                Case.idle(1, /* used= */ true),
                Case.idle(1_000, /* used= */ true));
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            for (Case each : cases) {
                each.round(i >= WARM_UP);
            }
        }
        System.out.println("Bundle.stop(), us: median (10 % to 90 %), and what it adds to the first median");
        Samples floor = new Samples(cases.get(0).samples);
        for (Case each : cases) {
            Samples samples = new Samples(each.samples);
            System.out.printf("%-45s %s %+8.1f%n", each.name, samples, (samples.median() - floor.median()) / 1e3);
            each.host.close();
        }
    }

    /** One bundle in one framework, and what was measured. */
    private record Case(String name, Host host, Bundle bundle, List<Long> samples) {
        static Case plain() throws BundleException, IOException {
            Host host = Host.felix(Host.REGISTRAR);
            return new Case(
                    "bundle that does nothing",
                    host,
                    host.install(BundleFile.activator(PlainActivator.class)),
                    new ArrayList<>());
        }

        static Case idle(int bindings, boolean used) throws BundleException, IOException {
            Host host = Host.felix(
                    Host.REGISTRAR,
                    Map.of("benchmark.bindings", String.valueOf(bindings), "benchmark.used", String.valueOf(used)));
            host.install(BundleFile.activator(PeersActivator.class)).start(Bundle.START_TRANSIENT);
            return new Case(
                    "module with " + bindings + " bindings" + (used ? ", each called once" : ""),
                    host,
                    host.install(BundleFile.activator(IdleActivator.class)),
                    new ArrayList<>());
        }

        /** The start fails if not all bindings attach. */
        void round(boolean counts) throws BundleException {
            bundle.start(Bundle.START_TRANSIENT);
            long before = System.nanoTime();
            bundle.stop(Bundle.STOP_TRANSIENT);
            long taken = System.nanoTime() - before;
            if (counts) {
                samples.add(taken);
            }
        }
    }
}
