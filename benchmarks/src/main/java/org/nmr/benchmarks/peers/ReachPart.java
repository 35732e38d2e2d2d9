// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What does it cost to attach and to call across two JVMs on one machine, and when is a lost one noticed? */
final class ReachPart implements Part<ReachCase> {
    @Override
    public String id() {
        return "reach";
    }

    @Override
    public String title() {
        return "Modules in two JVMs";
    }

    @Override
    public List<ReachCase> contenders() {
        return ReachCase.all();
    }

    @Override
    public List<Block> blocks(Effort effort) {
        String bindings = String.format(Locale.ROOT, "%,d", ReachRun.bindings(effort));
        return List.of(
                new Block(
                        "ask and get the answer, us",
                        List.of(new Block.Column("ping8", "8 B"), new Block.Column("ping1024", "1 KiB"))),
                new Block(
                        "calls of 8 threads in a second, thousands",
                        List.of(new Block.Column("calls8", "8 B"), new Block.Column("calls1024", "1 KiB"))),
                new Block(
                        "bindings",
                        List.of(
                                new Block.Column("attach", "attach, ms"),
                                new Block.Column("drain", "`stop()` beyond the longest of 3 calls, ms"),
                                new Block.Column("many", "attach " + bindings + ", s"),
                                new Block.Column("bytes", "bytes for each of these, KB"))),
                new Block(
                        "from the loss to the detach, ms",
                        List.of(
                                new Block.Column("killed", "`kill -9`"),
                                new Block.Column("stopped", "`kill -STOP`, expiry 1,500 ms"),
                                new Block.Column("again", "attached again after `kill -CONT`"))));
    }

    @Override
    public String table(Block block, Figures figures) {
        return Table.plain(block, contenders(), (each, column) -> cell(each, column, figures));
    }

    private static String cell(ReachCase each, String column, Figures figures) {
        String ratio = figures.of(each, column)
                .flatMap(own -> figures.of(ReachCase.TCP, column).map(floor -> own.median() / floor.median()))
                .map(value -> " (" + Table.number(value) + ")")
                .orElse("");
        return figures.of(each, column)
                .map(own -> Table.number(own.median()) + ratio)
                .orElse("–");
    }

    @Override
    public Map<String, Double> measure(ReachCase each, Effort effort) throws Exception {
        Map<String, Double> figures = new HashMap<>();
        if (each == ReachCase.TCP) {
            ReachCalls.measureFloor(effort, figures);
        } else {
            Path certificates = Certificates.make(Files.createTempDirectory("certificates"), List.of("a", "b"));
            try (ReachRun run = new ReachRun(each, certificates, effort)) {
                run.measure(figures);
            }
        }
        return figures;
    }
}
