// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nmr.benchmarks.framework.Host;
import org.nmr.demo.ordinary.Counts;
import org.nmr.demo.ordinary.Trial;

/** What becomes of the calls when an ordinary provider is updated under load? Counted, not timed. */
final class DrainPart implements Part<DrainCase> {
    @Override
    public String id() {
        return "drain";
    }

    @Override
    public String title() {
        return "Updates of an ordinary service under load";
    }

    @Override
    public List<DrainCase> contenders() {
        return DrainCase.all();
    }

    @Override
    public List<Block> blocks(Effort effort) {
        return List.of(new Block(
                Trial.THREADS + " threads call, an update each "
                        + effort.interval().toMillis() + " ms, " + effort.updates()
                        + " in each sample, sums of the samples",
                List.of(
                        new Block.Column("answered", "answered"),
                        new Block.Column("cut", "cut off"),
                        new Block.Column("missed", "found no service"),
                        new Block.Column("refused", "refused"),
                        new Block.Column("rebound", "consumer bound again"))));
    }

    @Override
    public String table(Block block, Figures figures) {
        return Table.plain(
                block, contenders(), (each, column) -> String.format(Locale.ROOT, "%,.0f", figures.sum(each, column)));
    }

    @Override
    public Map<String, Double> measure(DrainCase each, Effort effort) throws Exception {
        Host host = each.launcher().launch(each.bundles());
        Counts counts = each.trial().run(host.context(), effort.updates(), effort.interval());
        return Map.of(
                "answered", (double) counts.answered(),
                "cut", (double) counts.cut(),
                "missed", (double) counts.missed(),
                "refused", (double) counts.refused(),
                "rebound", (double) counts.rebound());
    }
}
