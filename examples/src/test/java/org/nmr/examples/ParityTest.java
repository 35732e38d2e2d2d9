// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index of clauses in the parity page is complete, and what it calls tested is named in a test. */
class ParityTest {
    private static final Path ROOT = root();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([CAB]-\\d+) \\| (.+) \\| (.*) \\|$");

    /** Each clause must be named by itself: of a range, not even the ends count. */
    private static final Pattern CITATION = Pattern.compile("(?<![\\w.…–-])[CAB]-\\d+(?!\\d|-\\d|\\.\\.|[…–])");

    private static final Pattern STATUS = Pattern.compile("tested|not applicable: \\S.*");
    private static final String TESTED = "tested";

    /** One row of the index. */
    private record Row(String clause, String status) {}

    @Test
    void index_comparedWithTheClauses_hasOneRowForEach() throws IOException {
        List<String> rows = rows().map(Row::clause).toList();
        Set<String> missing = clauses();
        missing.removeAll(rows);
        List<String> surplus = new ArrayList<>(rows);
        clauses().forEach(surplus::remove);
        assertTrue(
                missing.isEmpty() && surplus.isEmpty(),
                () -> "docs/parity.md: expected one row for each clause; missing " + missing + ", unknown or repeated "
                        + surplus);
    }

    @Test
    void index_eachRow_isTestedOrSaysWhyNot() throws IOException {
        List<Row> invalid =
                rows().filter(row -> !STATUS.matcher(row.status()).matches()).toList();
        assertTrue(
                invalid.isEmpty(),
                () -> "docs/parity.md: expected 'tested' or 'not applicable: ' and a reason, seen " + invalid);
    }

    @Test
    void index_rowIsTested_aTestNamesTheClause() throws IOException {
        Set<String> tested = rows().filter(row -> row.status().equals(TESTED))
                .map(Row::clause)
                .collect(Collectors.toCollection(() -> new TreeSet<>(inOrder())));
        tested.removeAll(cited());
        assertTrue(
                tested.isEmpty(),
                () -> "docs/parity.md: expected a test that names each tested clause, found none for " + tested
                        + "; name it in the test that shows it, or write one");
    }

    @Test
    void tests_nameClauses_thatExist() throws IOException {
        Set<String> unknown = cited();
        unknown.removeAll(clauses());
        assertTrue(unknown.isEmpty(), () -> "tests: expected clauses of docs/parity.md, seen " + unknown);
    }

    private static Set<String> clauses() {
        Set<String> all = new TreeSet<>(inOrder());
        all.addAll(range("C-", 195).toList());
        all.addAll(range("A-", 34).toList());
        all.addAll(range("B-", 29).toList());
        return all;
    }

    private static Stream<String> range(String section, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> section + number);
    }

    /** By section, then by number. */
    private static Comparator<String> inOrder() {
        return Comparator.<String>comparingInt(clause -> clause.charAt(0))
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder());
    }

    private static Stream<Row> rows() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/parity.md"));
        return ROW.matcher(page).results().map(row -> new Row(row.group(1), row.group(3)));
    }

    /** Returns the clauses that the tests of all modules name. */
    private static Set<String> cited() throws IOException {
        Set<String> cited = new TreeSet<>(inOrder());
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                cited.addAll(citedIn(tests));
            }
        }
        return cited;
    }

    private static Set<String> citedIn(Path folder) throws IOException {
        Predicate<Path> source = file -> file.toString().endsWith(".java");
        Set<String> cited = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(source).toList()) {
                CITATION.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(cited::add);
            }
        }
        return cited;
    }

    /** Returns the folder of the repository, from wherever the tests are started in it. */
    private static Path root() {
        Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return Stream.iterate(start, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/parity.md")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "expected docs/parity.md in " + start + " or a folder above it, found none"));
    }
}
