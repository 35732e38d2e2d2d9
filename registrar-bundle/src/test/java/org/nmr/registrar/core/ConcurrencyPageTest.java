// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/concurrency.md} name the classes that the code has, and no others. */
class ConcurrencyPageTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PAGE = Path.of("../docs/concurrency.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z]+)(\\.[a-z]+)?`");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern MONITOR = Pattern.compile("\\bsynchronized\\b");
    private static final Pattern FREE_FIELD = Pattern.compile("(?m)^ +(public |private )?((static )?final )?"
            + "(volatile |Atomic\\w+[ <]|LongAdder |VarHandle |ThreadLocal<)");

    @Test
    void locks_areOfTheClassesThatTakeThem() throws IOException {
        assertEquals(classesWith(MONITOR), names("## Locks", 2));
    }

    @Test
    void fieldsWithoutLock_areOfTheClassesThatHaveThem() throws IOException {
        Set<String> named = names("## Fields without lock", 1);
        named.remove("Side"); // a race without volatile
        assertEquals(classesWith(FREE_FIELD), named);
    }

    @Test
    void foreignCode_isCalledByClassesThatAreThere() throws IOException {
        Set<String> missing = names("## Calls into foreign code", 2);
        assertFalse(missing.isEmpty());
        missing.removeAll(classesWith(Pattern.compile("package")));
        assertEquals(Set.of(), missing);
    }

    /** The names in one column of the first table below a heading. */
    private static Set<String> names(String heading, int column) throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf(heading + "\n"))
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> row.split("\\|")[column])
                .flatMap(cell -> NAME.matcher(cell).results())
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classesWith(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> pattern.matcher(code(file)).find())
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String code(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
