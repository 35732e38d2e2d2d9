// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in the documentation is part of code that is compiled and tested, and its links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```(?:java|xml|properties)\\n(.*?)```", Pattern.DOTALL);

    /** The examples, which this build compiles, and the project of a new user, which {@code .ci/newcomer} builds. */
    private static final List<Path> CODE = List.of(Path.of("src"), ROOT.resolve("getting-started"));

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^)#:]*)#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeBlock_onAnyPage_isCompiledCode(Path page) throws IOException {
        for (String block : find(BLOCK, Files.readString(page))) {
            assertTrue(
                    compiledCode().anyMatch(code -> code.contains(flat(block))),
                    () -> page + ": not compiled:\n" + block);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void link_onAnyPage_leadsToAFile(Path page) throws IOException {
        for (String target : find(LINK, Files.readString(page))) {
            assertTrue(Files.exists(page.resolveSibling(target)), () -> page + ": no such file: " + target);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void link_toAHeading_findsIt(Path page) throws IOException {
        for (MatchResult link : ANCHOR.matcher(Files.readString(page)).results().toList()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertTrue(
                    anchors(Files.readString(target)).contains(link.group(2)),
                    () -> page + ": no heading " + link.group(2) + " in " + target);
        }
    }

    /** How GitHub makes anchors of headings. */
    private static List<String> anchors(String page) {
        return find(HEADING, page.replaceAll("(?s)```.*?```", "")).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void userGuide_showsCode() throws IOException {
        assertFalse(find(BLOCK, Files.readString(ROOT.resolve("docs/user-guide.md")))
                .isEmpty());
    }

    @Test
    void readme_hasAtMost120Lines() throws IOException {
        assertTrue(Files.readAllLines(ROOT.resolve("README.md")).size() <= 120);
    }

    private static Stream<String> compiledCode() {
        return CODE.stream()
                .flatMap(DocumentationTest::files)
                .map(DocumentationTest::read)
                .map(DocumentationTest::flat);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file ->
                            Files.isRegularFile(file) && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it is broken into lines does not count. */
    private static String flat(String code) {
        return code.replaceAll("\\s", "");
    }

    private static List<String> find(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
