// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.Samples;
import org.nmr.benchmarks.framework.Host;
import org.nmr.benchmarks.peers.work.Tally;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** How long does it take to start and to stop a bundle? Transiently, so that no file is written. */
final class RestartPart implements Part<RestartCase> {
    private static final int CYCLES = 5_000;

    @Override
    public String id() {
        return "restart";
    }

    @Override
    public String title() {
        return "Stop and start";
    }

    @Override
    public List<RestartCase> contenders() {
        return RestartCase.all();
    }

    @Override
    public List<Block> blocks(Effort effort) {
        return List.of(new Block(
                "a bundle with one client, bound to a provider elsewhere, us",
                List.of(new Block.Column("start", "start"), new Block.Column("stop", "stop"))));
    }

    @Override
    public Map<String, Double> measure(RestartCase each, Effort effort) throws IOException, BundleException {
        Host host = each.launcher().launch(each.bundles());
        Tally tally = new Tally();
        host.context().registerService(Tally.class, tally, null);
        Cycles cycles = new Cycles(each.install(host), tally, each.bindings());
        effort.warmUp(CYCLES, cycles::cycle);
        cycles.starts.clear();
        cycles.stops.clear();
        effort.repeat(CYCLES, cycles::cycle);
        return Map.of("start", micros(cycles.starts), "stop", micros(cycles.stops));
    }

    private static double micros(List<Long> nanos) {
        return new Samples(nanos).median() / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }

    /** One bundle, started and stopped again and again. */
    private static final class Cycles {
        final List<Long> starts = new ArrayList<>();
        final List<Long> stops = new ArrayList<>();
        private final Bundle bundle;
        private final Tally tally;
        private final long bindings;

        Cycles(Bundle bundle, Tally tally, long bindings) {
            this.bundle = bundle;
            this.tally = tally;
            this.bindings = bindings;
        }

        void cycle() throws BundleException {
            long begin = System.nanoTime();
            bundle.start(Bundle.START_TRANSIENT);
            starts.add(System.nanoTime() - begin);
            Tally.require(bindings, tally.bound());
            begin = System.nanoTime();
            bundle.stop(Bundle.STOP_TRANSIENT);
            stops.add(System.nanoTime() - begin);
            Tally.require(0, tally.bound());
        }
    }
}
