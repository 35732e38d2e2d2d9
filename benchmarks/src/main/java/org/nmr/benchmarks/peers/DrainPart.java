// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
        List<Block.Column> columns = block.columns();
        StringBuilder table = new StringBuilder();
        table.append(
                line(block.title(), columns.stream().map(Block.Column::heading).toList()));
        table.append(line("---", columns.stream().map(column -> "---:").toList()));
        for (DrainCase each : contenders()) {
            table.append(line(
                    each.label(),
                    columns.stream()
                            .map(column -> String.format(Locale.ROOT, "%,.0f", figures.sum(each, column.key())))
                            .toList()));
        }
        return table.toString();
    }

    private static String line(String first, List<String> others) {
        return others.stream().collect(Collectors.joining(" | ", "| " + first + " | ", " |\n"));
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
