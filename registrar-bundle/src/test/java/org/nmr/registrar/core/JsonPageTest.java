// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.FailuresDTO;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.NpiDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.report.Blocker;
import org.osgi.dto.DTO;

/** The page about the JSON names each field, and no other. */
class JsonPageTest {
    private static final Pattern FIELD = Pattern.compile("(?m)^\\| `([a-z]\\w*)` \\|");

    private static String page() {
        try {
            return Files.readString(Path.of("../docs/json.md"));
        } catch (IOException e) {
            throw new AssertionError("expected docs/json.md", e);
        }
    }

    private static Set<Class<?>> dtos() {
        Set<Class<?>> found = new LinkedHashSet<>();
        List.of(FindingDTO.class, RegistrarDTO.class, FailuresDTO.class, NpiDTO.class)
                .forEach(type -> add(found, type));
        return found;
    }

    private static void add(Set<Class<?>> found, Class<?> type) {
        if (DTO.class.isAssignableFrom(type) && found.add(type)) {
            for (Field field : type.getFields()) {
                add(found, field.getType());
                if (field.getGenericType() instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> element) {
                    add(found, element);
                }
            }
        }
    }

    @Test
    void page_ofEachDto_namesItsFieldsInTheirOrder() {
        for (Class<?> type : dtos()) {
            String[] parts = page().split("\n## " + type.getSimpleName() + "\n");
            assertEquals(2, parts.length, type.getSimpleName());
            String section = parts[1].split("\n## ")[0];
            List<String> documented = FIELD.matcher(section)
                    .results()
                    .map(field -> field.group(1))
                    .toList();
            List<String> fields =
                    Arrays.stream(type.getFields()).map(Field::getName).sorted().toList();
            assertEquals(fields, documented, type.getSimpleName());
        }
    }

    @Test
    void page_causes_areNamed() {
        Stream.concat(Stream.of(Blocker.Kind.values()), Stream.of(SearchReport.Cause.values()))
                .forEach(cause -> assertTrue(page().contains("`" + cause + "`"), cause::toString));
    }
}
