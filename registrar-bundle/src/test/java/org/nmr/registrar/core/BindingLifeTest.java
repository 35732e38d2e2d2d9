// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.registrar.core.BindingLife.Event;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;
import org.nmr.registrar.core.BindingLife.State;
import org.nmr.testkit.Clause;

/**
 * Every state with every event, against a table that stands here, in the Javadoc and in the documentation, where
 * pictures have the same rows.
 */
@Clause("C-85, C-93, C-114, C-130, C-132, C-134, C-137, C-175, A-9, A-19, A-20, A-22")
class BindingLifeTest {
    private static final String BINDING = """
            state      event       next       actor, and what runs in between
            ---------- ----------- ---------- ----------------------------------------------------------------
            (none)                 PROPOSED   registering thread: client attachProvider is called
            PROPOSED   ATTACH      ASKING     the same, in attachProvider: provider attachClient is called
            PROPOSED   RETURN      GONE       the same: the client has declined, or gives up after a refusal
            PROPOSED   THROW       GONE       the same: the client's callback has failed
            PROPOSED   LINGER      DETACHING  the same: as either, while a call of a refused try is inside
            ASKING     REFUSE      PROPOSED   the same: the provider has refused or failed; the client may retry
            ASKING     ACCEPT      ATTACHING  the same: attached, calls may flow; attachProvider still runs
            ATTACHING  RETURN      ATTACHED   the same: attachProvider has returned
            ATTACHING  THROW       DETACHING  the same: the client disowns it, the provider is unwound
            ATTACHED   DEREGISTER  DETACHING  first deregistering thread, or the registering one: both detach
            ATTACHED   DETACH      DETACHING  thread that ends this binding alone, or the registering one: as above
            DETACHING  SIDES_DONE  CLEANUP    thread of the last completion: client cleanup, provider cleanup
            CLEANUP    CLEANED     GONE       the same: unlinked, waiters of both registrations are released
            """;

    private static final String SIDE = """
            state             event            next              actor
            ----------------- ---------------- ----------------- ---------------------------------------------
            OPEN              CALL             CALLED            detaching thread, before detach() is called
            OPEN              COMPLETE         OPEN_COMPLETED    the module, before it was asked: remembered
            OPEN              DISOWN           DISOWNED          registering thread: never called any more
            OPEN_COMPLETED    CALL             CALLED_COMPLETED  detaching thread
            OPEN_COMPLETED    DISOWN           DISOWNED          registering thread
            CALLED            ANSWER_COMPLETE  DONE              detaching thread, detach() has returned
            CALLED            ANSWER_PENDING   PENDING           detaching thread
            CALLED            COMPLETE         CALLED_COMPLETED  the module, before detach() has returned
            CALLED            REVOKE           CALLED_REVOKED    thread that revokes the binding
            CALLED_COMPLETED  ANSWER_COMPLETE  DONE              detaching thread
            CALLED_COMPLETED  ANSWER_PENDING   DONE              detaching thread
            PENDING           COMPLETE         DONE              the module, on any thread
            PENDING           REVOKE           REVOKED           thread that revokes the binding
            CALLED_REVOKED    ANSWER_COMPLETE  REVOKED           detaching thread, too late for those who waited
            CALLED_REVOKED    ANSWER_PENDING   REVOKED           detaching thread, too late for those who waited
            """;

    private static final Pattern ROW = Pattern.compile("^([A-Z_]+) +([A-Z_]+) +([A-Z_]+)", Pattern.MULTILINE);
    private static final Pattern EDGE = Pattern.compile("(\\w+) --> (\\w+): (\\w+)");
    private static final Map<String, String> BINDING_ROWS = rows(BINDING);
    private static final Map<String, String> SIDE_ROWS = rows(SIDE);

    static {
        // what the text below the table says: remembered by the registration, or asked for already
        Stream.of(State.values()).filter(state -> state != State.ATTACHED).forEach(state -> {
            BINDING_ROWS.put(state + " DEREGISTER", state.name());
            BINDING_ROWS.put(state + " DETACH", state.name());
        });
        // nobody waits for such a side, or what it says comes late
        Stream.of(SideState.values()).forEach(state -> SIDE_ROWS.putIfAbsent(state + " REVOKE", state.name()));
        Stream.of(SideState.CALLED_REVOKED, SideState.REVOKED)
                .forEach(state -> SIDE_ROWS.put(state + " COMPLETE", state.name()));
    }

    private static Map<String, String> rows(String table) {
        Map<String, String> rows = new HashMap<>();
        ROW.matcher(table).results().forEach(row -> rows.put(row.group(1) + " " + row.group(2), row.group(3)));
        return rows;
    }

    static Stream<String> bindingPairs() {
        return pairs(State.values(), Event.values());
    }

    static Stream<String> sidePairs() {
        return pairs(SideState.values(), SideEvent.values());
    }

    private static Stream<String> pairs(Object[] states, Object[] events) {
        return Arrays.stream(states).flatMap(state -> Arrays.stream(events).map(event -> state + " " + event));
    }

    @ParameterizedTest
    @MethodSource("bindingPairs")
    void next_bindingPair_isAsInTheTable(String pair) {
        check(
                pair,
                BINDING_ROWS,
                (state, event) -> BindingLife.next(State.valueOf(state), Event.valueOf(event), "B-7")
                        .name());
    }

    @ParameterizedTest
    @MethodSource("sidePairs")
    void next_sidePair_isAsInTheTable(String pair) {
        check(
                pair,
                SIDE_ROWS,
                (state, event) -> BindingLife.next(SideState.valueOf(state), SideEvent.valueOf(event), "B-7")
                        .name());
    }

    private static void check(String pair, Map<String, String> rows, BinaryOperator<String> next) {
        String[] parts = pair.split(" ");
        String expected = rows.get(pair);
        if (expected == null) {
            assertFails(AssertionError.class, () -> next.apply(parts[0], parts[1]), "B-7", parts[0], parts[1]);
        } else {
            assertEquals(expected, next.apply(parts[0], parts[1]));
        }
    }

    @Test
    void tables_everyRow_isAboutStatesAndEventsThatExist() {
        assertTrue(bindingPairs().toList().containsAll(BINDING_ROWS.keySet()));
        assertTrue(sidePairs().toList().containsAll(SIDE_ROWS.keySet()));
        assertEquals(12 + 2 * (State.values().length - 1), BINDING_ROWS.size());
        assertEquals(15 + SideState.values().length, SIDE_ROWS.size());
    }

    @Test
    void javadoc_tables_areTheseTables() throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/nmr/registrar/core/BindingLife.java"));
        List<String> blocks = blocks(source, "(?s)<pre>\n(.*?) \\* </pre>").stream()
                .map(block -> block.replaceAll("(?m)^ \\* ", ""))
                .toList();

        assertEquals(List.of(BINDING, SIDE), blocks);
    }

    @Test
    void concurrencyPage_tables_areTheseTables() throws IOException {
        String page = Files.readString(Path.of("../docs/concurrency.md"));
        List<String> blocks = blocks(page, "(?s)```\\w*\n(.*?)```\n");

        assertEquals(2, blocks.stream().filter(List.of(BINDING, SIDE)::contains).count());
    }

    @Test
    void concurrencyPage_pictures_haveEveryRow() throws IOException {
        String page = Files.readString(Path.of("../docs/concurrency.md"));
        List<Map<String, String>> pictures = blocks(page, "(?s)```mermaid\nstateDiagram-v2\n(.*?)```\n").stream()
                .map(BindingLifeTest::edges)
                .toList();

        assertEquals(List.of(rows(BINDING), rows(SIDE)), pictures);
    }

    private static Map<String, String> edges(String picture) {
        Map<String, String> edges = new HashMap<>();
        EDGE.matcher(picture).results().forEach(edge -> edges.put(edge.group(1) + " " + edge.group(3), edge.group(2)));
        return edges;
    }

    private static List<String> blocks(String text, String pattern) {
        List<String> blocks = new ArrayList<>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1))
                .forEach(blocks::add);
        return blocks;
    }
}
