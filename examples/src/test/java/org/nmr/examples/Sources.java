// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Java sources, to look whether what a page names is there.
 *
 * @param byType the code without comments, by the names of the types that have a file of their own
 */
record Sources(Map<String, String> byType) {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern SUPERTYPE = Pattern.compile("class \\w+[^{]* extends (\\w+)");
    private static final String EXTENSION = ".java";

    /** Reads all below these folders; of two types with one name either. */
    static Sources below(Path... folders) {
        return new Sources(Stream.of(folders)
                .flatMap(Sources::files)
                .collect(Collectors.toMap(Sources::type, Sources::code, (first, second) -> first + second)));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(EXTENSION)
                            && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(Path file) {
        return file.getFileName().toString().replace(EXTENSION, "");
    }

    private static String code(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasType(String type) {
        return byType.containsKey(type);
    }

    /** Whether the type, or one that it extends, declares a method of this name. */
    boolean hasMethod(String type, String method) {
        String code = byType.getOrDefault(type, "");
        Matcher supertype = SUPERTYPE.matcher(code);
        return isDeclared(method, code) || (supertype.find() && hasMethod(supertype.group(1), method));
    }

    boolean hasMethod(String method) {
        return byType.values().stream().anyMatch(code -> isDeclared(method, code));
    }

    /** A type stands before the name, and no statement. */
    private static boolean isDeclared(String method, String code) {
        String declaration = "(?m)^ +(?!return |throw |else |new )[\\w<>\\[\\], ?@]+ " + method + "\\(";
        return Pattern.compile(declaration).matcher(code).find();
    }

    /** Whether one of the texts is somewhere in the code. */
    boolean has(String... texts) {
        return byType.values().stream().anyMatch(code -> List.of(texts).stream().anyMatch(code::contains));
    }
}
