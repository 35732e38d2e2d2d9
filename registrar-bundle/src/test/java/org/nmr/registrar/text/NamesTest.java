// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who has mistyped a name has meant. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "nmr.unload.dedline, nmr.unload.deadline",
        "nmr.unload.Deadlines, nmr.unload.deadline",
        "nmr.deadline, nmr.unload.deadline",
        "nmr.unload.atDeadline, nmr.unload.at.deadline",
        "nmr.DEBUG, nmr.debug",
        "nmr., nmr.debug",
    })
    void nearest_mistyped_isWhatWasMeant(String name, String meant) {
        List<String> known = List.of("nmr.unload.at.deadline", "nmr.unload.deadline", "nmr.debug");
        assertEquals(meant, Names.nearest(name, known));
    }

    @ParameterizedTest
    @CsvSource({
        "org.example.greeter, org.example.Greeter",
        "org.example.greeter, org.example.greter",
        "org.example.greeter, org.example.greeters",
        "org.example.greeter, org.example.greetre",
        "org.example.greeter, org.example.greeter.v",
        "Echo, echo",
    })
    void mistyped_similar_isFoundInBothDirections(String one, String other) {
        List<String> unlike = List.of("org.example.store", "org.other.greeter", "x");
        assertEquals(Optional.of(other), Names.mistyped(one, with(other, unlike)));
        assertEquals(Optional.of(one), Names.mistyped(other, with(one, unlike)));
    }

    private static List<String> with(String name, List<String> others) {
        return Stream.concat(others.stream(), Stream.of(name)).toList();
    }

    @ParameterizedTest
    @CsvSource({"npi.a, npi.b", "org.example.greeter, org.example.store", "a, b", "echo, '', "})
    void mistyped_different_isNotFound(String one, String other) {
        assertEquals(Optional.empty(), Names.mistyped(one, List.of(other)));
    }

    @Test
    void mistyped_longNames_areNotCompared() {
        String name = "a".repeat(1_000_000);
        assertEquals(Optional.empty(), Names.mistyped(name, List.of(name + "b")));
    }
}
