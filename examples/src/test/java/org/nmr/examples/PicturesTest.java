// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures in the documentation name only what is in the code. {@code BindingLifeTest} compares their states. */
class PicturesTest {
    private static final Path ROOT = Path.of("..");
    private static final Sources CODE =
            Sources.below(ROOT.resolve("registrar-api-bundle/src/main"), ROOT.resolve("registrar-bundle/src/main"));

    private static final Pattern PICTURE = Pattern.compile("(?s)```mermaid\\n(.*?)```");
    private static final Pattern KEYWORD = Pattern.compile("(?m)^ *Note over ");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*[a-z]\\w*");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z_]+\\b");
    private static final Pattern THREAD = Pattern.compile("\\bnmr-[a-z]+");
    private static final Pattern METHOD = Pattern.compile("(?<![\\w.])(\\w+)\\(\\)");
    private static final Pattern METHOD_OF = Pattern.compile("(\\w+)\\.(\\w+)\\(\\)");

    /** An arrow to a type, which has the method that comes first in its text. */
    private static final Pattern ARROW = Pattern.compile("-+>>([A-Z]\\w+): (\\w+)\\(\\)");

    @ParameterizedTest
    @MethodSource("org.nmr.examples.DocumentationTest#pages")
    void picture_eachName_isInTheCode(Path page) throws IOException {
        Stream<String> pictures =
                PICTURE.matcher(Files.readString(page)).results().map(picture -> picture.group(1));
        assertEquals(List.of(), pictures.flatMap(PicturesTest::unknown).toList(), page::toString);
    }

    @Test
    void unknown_namesOfEachKind_findsThoseThatAreNotThere() {
        String picture = """
                sequenceDiagram
                    participant Unload
                    participant old as nmr-reporters
                    participant log as nmr-log
                    Note over Unload: Guard and Guards, DETACHING and DETACHED_ALL, cleanup() and tidyUp()
                    log->>Unload: look()
                    log->>Unload: register(), which others have
                    old->>log: End.releaseWaiters(), End.shut()
                """;
        assertEquals(
                List.of("Guards", "DETACHED_ALL", "nmr-reporters", "tidyUp()", "End.shut()", "Unload.register()"),
                unknown(picture).toList());
    }

    private static Stream<String> unknown(String picture) {
        String names = KEYWORD.matcher(picture).replaceAll("");
        return Stream.of(
                        missing(TYPE, names, found -> CODE.hasType(found.group())),
                        missing(CONSTANT, names, found -> CODE.has(found.group() + ",", found.group() + "\n")),
                        missing(THREAD, names, found -> CODE.has("\"" + found.group() + "\"")),
                        missing(METHOD, names, found -> CODE.hasMethod(found.group(1))),
                        missing(METHOD_OF, names, found -> CODE.hasMethod(found.group(1), found.group(2))),
                        missing(ARROW, names, found -> CODE.hasMethod(found.group(1), found.group(2)))
                                .map(arrow -> arrow.replaceAll("-+>>(\\w+): ", "$1.")))
                .flatMap(each -> each);
    }

    private static Stream<String> missing(Pattern kind, String names, Predicate<MatchResult> isThere) {
        return kind.matcher(names)
                .results()
                .filter(isThere.negate())
                .map(MatchResult::group)
                .distinct();
    }
}
