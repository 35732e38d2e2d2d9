// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md names is there. */
class ContributingTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");
    private static final Pattern COMMIT = Pattern.compile("`(?:git show )?([0-9a-f]{7,40})`(?:, \"([^\"]+)\")?");

    @Test
    void type_named_hasASource() throws IOException {
        Sources code = Sources.below(ROOT);
        List<String> missing = find(TYPE).stream()
                .map(type -> type.group(1))
                .filter(type -> !code.hasType(type))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void commit_namedAsExample_isInTheHistoryWithThisSubject() throws Exception {
        List<MatchResult> commits = find(COMMIT);
        assertTrue(commits.size() >= 3, () -> "expected a commit for each recipe, found " + commits.size());
        if (!isClone()) {
            return; // an archive has no history
        }
        for (MatchResult commit : commits) {
            String subject = git("log", "-1", "--format=%s", commit.group(1));
            assertEquals(Objects.requireNonNullElse(commit.group(2), subject), subject);
        }
    }

    /** A whole one. */
    private static boolean isClone() throws Exception {
        return Files.exists(ROOT.resolve(".git"))
                && git("rev-parse", "--is-shallow-repository").equals("false");
    }

    private static List<MatchResult> find(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md")))
                .results()
                .toList();
    }

    private static String git(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of("git", "-c", "safe.directory=*", "-C", ROOT.toString()), Stream.of(arguments))
                .toList();
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, git.waitFor(), () -> command + ": " + said);
        return said;
    }
}
