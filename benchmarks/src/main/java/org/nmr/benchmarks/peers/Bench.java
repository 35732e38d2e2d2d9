// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The same work done by this project and by what people use today: {@code nmr bench}.
 *
 * <p>Each sample has a JVM of its own with a fresh framework, one after the other, and the peers take turns. The tables
 * go to standard output, what is going on to standard error.
 *
 * <pre>
 * ./nmr bench > table.md
 * </pre>
 */
public final class Bench {
    private static final int WRONG_USAGE = 2;

    private final Options options;
    private final Path folder;

    private Bench(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** Measures and prints; takes what {@code nmr bench} takes. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("nmr: " + e.getMessage());
            return WRONG_USAGE;
        }
        Path folder = Files.createTempDirectory("bench");
        try {
            Header header = Header.begin(options, arguments);
            List<String> tables = new Bench(options, folder).tables();
            System.out.println(header.end());
            tables.forEach(System.out::println);
            return 0;
        } finally {
            delete(folder);
        }
    }

    private List<String> tables() throws InterruptedException, ExecutionException {
        // at full effort one at a time, so that none disturbs the other
        int parallel = options.effort() == Effort.QUICK ? Runtime.getRuntime().availableProcessors() : 1;
        ExecutorService executor = Executors.newFixedThreadPool(parallel);
        try {
            List<String> tables = new ArrayList<>();
            for (Part<?> part : options.parts()) {
                tables.add(tables(part, executor));
            }
            return tables;
        } finally {
            executor.shutdownNow();
        }
    }

    private String tables(Part<?> part, ExecutorService executor) throws InterruptedException, ExecutionException {
        Instant begin = Instant.now();
        System.err.print("nmr: " + part.id() + " ");
        Figures figures = new Figures();
        List<Future<?>> samples = new ArrayList<>();
        for (int i = 0; i < options.samples(); i++) {
            for (Contender contender : part.contenders()) {
                if (contender.standing() != Standing.ABSENT) {
                    samples.add(executor.submit(() -> take(part, contender, figures)));
                }
            }
        }
        for (Future<?> sample : samples) {
            sample.get();
        }
        System.err.println(" " + Duration.between(begin, Instant.now()).toSeconds() + " s");
        return markdown(part, figures);
    }

    private Void take(Part<?> part, Contender contender, Figures figures) throws IOException, InterruptedException {
        figures.add(contender, new Sample(part, contender, options.effort()).take(folder));
        System.err.print(".");
        return null;
    }

    private String markdown(Part<?> part, Figures figures) {
        StringBuilder markdown = new StringBuilder("### " + part.title() + "\n");
        for (Block block : part.blocks(options.effort())) {
            markdown.append('\n').append(part.table(block, figures));
        }
        return markdown.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
