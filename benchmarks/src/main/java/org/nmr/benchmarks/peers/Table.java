// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nmr.benchmarks.peers.Figures.Spread;

/**
 * One block as Markdown: for each column the median, the range, and the median's ratios to the floor and to this
 * project.
 *
 * @param block what was measured
 * @param contenders the rows
 * @param figures the samples
 */
record Table(Block block, List<? extends Contender> contenders, Figures figures) {
    private static final String NOTHING = "–";

    /** What is less is still less when it is rounded. */
    private static final double TENTH = 0.0995;

    private static final double ONE = 0.995;

    private static final double TEN = 9.95;

    String markdown() {
        return Stream.concat(
                        Stream.of(
                                headings(),
                                line("---", block.columns().stream().map(column -> "---: | ---: | ---: | ---:"))),
                        contenders.stream().map(this::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String headings() {
        return line(
                block.title(),
                block.columns().stream().map(column -> column.heading() + " | range | / floor | / this project"));
    }

    private String row(Contender contender) {
        return line(contender.label(), block.columns().stream().map(column -> cells(contender, column.key())));
    }

    private String cells(Contender contender, String key) {
        Optional<Spread> spread = figures.of(contender, key);
        return String.join(
                " | ",
                spread.map(Spread::median).map(Table::number).orElse(NOTHING),
                spread.map(each -> number(each.low()) + " to " + number(each.high()))
                        .orElse(NOTHING),
                ratio(spread, key, Standing.FLOOR),
                ratio(spread, key, Standing.PROJECT));
    }

    private String ratio(Optional<Spread> spread, String key, Standing standing) {
        return contenders.stream()
                .filter(each -> each.standing() == standing)
                .findFirst()
                .flatMap(each -> figures.of(each, key))
                .flatMap(base -> spread.map(each -> number(each.median() / base.median())))
                .orElse(NOTHING);
    }

    /** Returns a table with one cell for each column: what the function says of the contender and the column's key. */
    static <C extends Contender> String plain(Block block, List<C> contenders, BiFunction<C, String, String> cell) {
        List<Block.Column> columns = block.columns();
        return Stream.concat(
                        Stream.of(
                                line(block.title(), columns.stream().map(Block.Column::heading)),
                                line("---", columns.stream().map(column -> "---:"))),
                        contenders.stream()
                                .map(each -> line(
                                        each.label(), columns.stream().map(column -> cell.apply(each, column.key())))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String first, Stream<String> others) {
        return "| " + first + " | " + others.collect(Collectors.joining(" | ")) + " |";
    }

    /** Two digits at least, and no more than anybody can read. */
    static String number(double figure) {
        return String.format(Locale.ROOT, format(figure), figure);
    }

    private static String format(double figure) {
        if (figure < ONE) {
            return figure < TENTH ? "%.3f" : "%.2f";
        }
        return figure < TEN ? "%.1f" : "%,.0f";
    }
}
