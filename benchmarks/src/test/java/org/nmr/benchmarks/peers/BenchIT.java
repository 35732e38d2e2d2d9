// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.demo.ordinary.Protection;

/**
 * The jar that {@code nmr bench} runs, in its quick form: each peer does each part. A peer that does nothing fails
 * there.
 */
@Timeout(900)
class BenchIT {
    @TempDir
    Path folder;

    @Test
    void bench_quick_printsEveryRowWithFigures() throws Exception {
        List<String> printed = bench(0, "--quick");
        for (Part<?> part : Part.all()) {
            for (Block block : part.blocks(Effort.QUICK)) {
                assertEquals(
                        expectedLabels(part),
                        rows(printed, block).stream().map(BenchIT::label).toList(),
                        block::title);
                assertTrue(rows(printed, block).stream().noneMatch(BenchIT::lacksFigures), () -> "" + printed);
            }
        }
        for (String line : List.of(
                "command: `./nmr bench --quick`",
                "commit: ",
                "JDK: ",
                "machine: ",
                "load average: ",
                "peers: Felix 7")) {
            assertTrue(printed.stream().anyMatch(each -> each.startsWith("- " + line)), () -> line + printed);
        }
        DrainPart part = new DrainPart();
        assertProtected(rows(printed, part.blocks(Effort.QUICK).get(0)), part.contenders());
    }

    /** OrdinaryServiceIT shows that plain ones cut calls off. Its calls last longer: a busy machine hides it here. */
    private static void assertProtected(List<String> rows, List<DrainCase> cases) {
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(" *\\| *", -1);
            String row = rows.get(i);
            Protection protection = cases.get(i).trial().protection();
            assertNotEquals("0", cells[2], row);
            if (protection != Protection.PLAIN) {
                assertEquals("0", cells[3], row);
            }
            if (protection == Protection.HELD) {
                assertEquals(List.of("0", "0", "0"), List.of(cells[4], cells[5], cells[6]), row);
            }
        }
    }

    @Test
    void bench_wrongArgument_isOneLineAndEndsWith2() throws Exception {
        assertEquals(List.of("nmr: unknown option \"--fast\" of bench; see nmr help"), bench(2, "--fast"));
    }

    /** The framework of the sample runs when it fails. */
    @Test
    void sample_figuresCannotBeWritten_endsAndSaysWhy() throws Exception {
        Path figures = folder.resolve("none").resolve("figures");
        List<String> said =
                java(1, "org.nmr.benchmarks.peers.Sample", "drain", "PLAIN_STATIC_Felix", "QUICK", figures.toString());
        assertTrue(said.stream().anyMatch(line -> line.contains("NoSuchFileException")), said::toString);
    }

    private static List<String> expectedLabels(Part<?> part) {
        return part.contenders().stream().map(Contender::label).toList();
    }

    /** The rows below the block's heading. */
    private static List<String> rows(List<String> printed, Block block) {
        List<String> rows = new ArrayList<>();
        int first = printed.indexOf(printed.stream()
                        .filter(line -> line.startsWith("| " + block.title() + " |"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("expected " + block.title() + " in " + printed)))
                + 2;
        for (String line : printed.subList(first, printed.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            rows.add(line);
        }
        return rows;
    }

    private static String label(String row) {
        return row.substring(2, row.indexOf(" |"));
    }

    /** Only who has nothing to wait for has no figures. */
    private static boolean lacksFigures(String row) {
        return row.contains("–") != row.contains("no rundown");
    }

    private List<String> bench(int status, String... arguments) throws Exception {
        return java(status, "org.nmr.benchmarks.peers.Bench", arguments);
    }

    /** Returns what was printed to standard output, or to the other one if it fails. */
    private List<String> java(int status, String main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("benchmarks.jar"),
                main));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(880, TimeUnit.SECONDS), "expected that it ends");
        assertEquals(status, process.exitValue(), Files.readString(err));
        return Files.readAllLines(status == 0 ? out : err);
    }
}
