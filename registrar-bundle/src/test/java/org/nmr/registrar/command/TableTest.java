// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a table fits a terminal. */
class TableTest {
    private static List<String> lines(Table table, int width) {
        return table.lines(new Terminal(width, /* isColoured= */ false)).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void lines_enoughRoom_areOneForEachRow() {
        Table table = new Table("NAME", "N").row("a", 1).row("long name", 22);
        assertEquals(List.of("NAME       N", "a          1", "long name  22"), lines(table, 80));
    }

    @Test
    void lines_tooLongCell_isWrappedAtWordsInItsColumn() {
        Table table = new Table("A", "TEXT", "B").row("x", "one two three four", "y");
        assertEquals(List.of("A  TEXT", "x  one two", "   three", "   four", "  y"), lines(table, 12));
    }

    @Test
    void lines_tooLong_haveTheLastColumnBelow() {
        Table table =
                new Table("NAME", "N", "NOTE").row("a", 1, "some more words").row("b", 2, "");
        assertEquals(List.of("NAME  N", "a     1", "  some more", "  words", "b     2"), lines(table, 14));
    }

    @Test
    void lines_tooLongName_isBrokenBehindADot() {
        assertEquals(List.of("org.example.", "client [17]"), Table.wrap("org.example.client [17]", 14));
    }

    @Test
    void lines_tooLongWord_isBrokenAnywhere() {
        assertEquals(List.of("abcd", "efgh", "i"), Table.wrap("abcdefghi", 4));
        assertEquals(List.of("ab", "cdef", "g"), Table.wrap("ab cdefg", 4));
    }

    @Test
    void lines_pairOfSurrogates_isNotBroken() {
        assertEquals(List.of("\uD83D\uDE00\uD83D\uDE00", "\uD83D\uDE00"), Table.wrap("\uD83D\uDE00".repeat(3), 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 80, 200})
    void lines_anyWidth_areNeverLonger(int width) {
        Table table = new Table("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")
                .row("some words here", "x".repeat(300), "", 5, "words and words", "y y y")
                .row("", "", "", "", "", "");
        List<String> lines = lines(table, width);
        assertTrue(lines.stream().allMatch(line -> line.length() <= width), () -> String.join("\n", lines));
        String all = String.join("", lines).replaceAll("\\s", "");
        assertTrue(all.contains("some") && all.contains("y"), all);
    }

    @Test
    void lines_noRoomForColumns_areParagraphsWithTheHeads() {
        Table table = new Table("ONE", "TWO", "THREE").row("first longer value", "second value", "third value");
        assertEquals(
                List.of("ONE: first longer", "value", "TWO: second value", "THREE: third", "value", ""),
                lines(table, 17));
    }

    @Test
    void lines_coloured_markTheHeadOnly() {
        Table table = new Table("A").row("b");
        assertEquals(List.of(List.of("\u001b[1mA\u001b[0m"), List.of("b")), table.lines(new Terminal(80, true)));
    }
}
