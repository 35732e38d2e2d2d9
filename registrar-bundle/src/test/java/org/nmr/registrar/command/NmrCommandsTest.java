// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands take, and what they say of findings and names. */
class NmrCommandsTest extends CommandTest {
    @Test
    void functions_areTheNamesOfTheMethods() {
        List<String> methods = Arrays.stream(NmrCommands.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertTrue(methods.containsAll(NmrCommands.FUNCTIONS));
    }

    /** As Gogo passes {@code null} and a variable that is not set. */
    @Test
    void commands_nullArgument_sayWhatWasExpected() {
        String hint = ". A variable that is not set is null";
        for (String[] nothing : new String[][] {null, {null}}) {
            assertRefused(
                    "nmr:list: expected no argument, was null" + hint, () -> commands.list(session.proxy(), nothing));
            assertRefused(
                    "nmr:why: expected one bundle, module or NPI, or nothing for all that does not go on, was null"
                            + hint,
                    () -> commands.why(session.proxy(), nothing));
            assertRefused(
                    "nmr:revoke: expected the id of one binding, which nmr:why shows, was null" + hint,
                    () -> commands.revoke(session.proxy(), /* yes= */ true, nothing));
        }
        assertRefused(
                "nmr:bindings: expected one NPI, or nothing for all, was null a" + hint,
                () -> commands.bindings(session.proxy(), null, "a"));
    }

    @Test
    void commands_help_saysWhatTheyTake() {
        for (Usage usage : Usage.values()) {
            if (usage != Usage.COMPLETE) {
                String help = call(usage, Usage.HELP);
                assertTrue(help.startsWith("nmr:" + usage.command()), help);
                assertContains(help, "--help");
            }
        }
        assertContains(why("--help"), "nmr:why [BUNDLE|MODULE|NPI] [--all] [--json] [--help]", "JSON");
    }

    @Test
    void commands_withoutTerminal_haveNoColours() {
        assertFalse(Terminal.of(session.proxy()).isColoured());
        for (String text : List.of(list(), bindings(), why(), graph())) {
            assertFalse(text.contains("\u001b"), text);
        }
    }

    @Test
    void why_finding_isVerdictDetailsAndNextStep() {
        runtime.finding("pro");
        String[] lines = {"verdict on pro", "  detail of pro", "next: step for pro"};
        assertSays(why("pro"), lines);
        assertSays(why(), lines);
    }

    @Test
    void why_several_lastLineIsForTheFirst() {
        runtime.finding("pro");
        runtime.finding("cli");
        assertSays(why(), "verdict on pro", "  detail of pro", "also: verdict on cli", "next: step for pro");
        assertSays(
                why("--all"),
                "verdict on pro",
                "  detail of pro",
                "next: step for pro",
                "verdict on cli",
                "  detail of cli",
                "next: step for cli",
                "next: step for pro");
    }

    @Test
    void why_theSameStackOfBothSides_isShownOnce() {
        for (String side : List.of("a", "b")) {
            runtime.finding(side).details = List.of("  thread x", "    at a.B.c(B.java:1)", "    at a.B.d(B.java:2)");
        }
        assertContains(why("--all"), "    the same stack as above");
        assertEquals(
                1,
                why("--all").lines().filter(line -> line.contains("at a.B.c")).count());
    }

    @Test
    void why_nothingWrong_saysSo() {
        assertSays(
                why(),
                "nothing is unloading, and no client is without a provider",
                "next: nothing to do; nmr:list shows who is registered");
    }

    @Test
    void why_unknownName_isOneLine() {
        assertRefused("nmr:why: expected a name, was nobody", () -> commands.why(session.proxy(), "nobody"));
    }

    @ParameterizedTest
    @CsvSource({"'',\"\"", "' ',\" \"", "-7,-7", "1e9,1e9", "07,07", "[7],[7]", "'a\nb',a\\nb"})
    void commands_noName_showWhatWasSeen(String argument, String shown) {
        String given = argument.replace("\\n", "\n");
        assertRefused(
                "nmr:bindings: expected the id of an NPI that has a registration, was " + shown
                        + "; nmr:npis shows them",
                () -> commands.bindings(session.proxy(), given));
        assertRefused(
                "nmr:revoke: expected the id of a binding that holds up an unload, was " + shown
                        + "; nmr:why shows them",
                () -> commands.revoke(session.proxy(), /* yes= */ true, given));
        assertRefused("nmr:list: expected no argument, was " + shown, () -> commands.list(session.proxy(), given));
    }

    /** It would read as if all bindings were meant. */
    @Test
    void commands_optionThatTheyDoNotHave_refuseIt() {
        String expected = "nmr:revoke: expected the id of one binding, which nmr:why shows, was ";
        assertRefused(expected + "--all 1.1", () -> commands.revoke(session.proxy(), /* yes= */ true, "--all", "1.1"));
        assertRefused("nmr:list: expected no argument, was --al", () -> commands.list(session.proxy(), "--al"));
        assertRefused(
                "nmr:version: expected no argument, was --json", () -> commands.version(session.proxy(), "--json"));
    }

    @Test
    void commands_tooManyArguments_tellWhatWasExpected() {
        assertRefused(
                "nmr:bindings: expected one NPI, or nothing for all, was a b",
                () -> commands.bindings(session.proxy(), "a", "b"));
        assertRefused("nmr:graph: expected no argument, was a", () -> commands.graph(session.proxy(), "a"));
        assertRefused(
                "nmr:watch: expected list, bindings, npis, failed, or why, was revoke",
                () -> commands.watch(session.proxy(), "revoke"));
        assertRefused(
                "nmr:watch: expected a number above 0 after --count, was 0",
                () -> commands.watch(session.proxy(), "--count", "0"));
        assertRefused(
                "nmr:watch: expected a number above 0 after --count, was nothing",
                () -> commands.watch(session.proxy(), "list", "--count"));
    }

    @Test
    void json_ofEachList_isWhatTheDtosSay() {
        runtime.finding("pro").ageMillis = 3;
        assertContains(list("--json"), "[{\"bindings\":1,", "\"npi\":\"npi.a\"");
        assertContains(bindings("npi.a", "--json"), "\"id\":\"1-1\"");
        assertContains(call(Usage.NPIS, "--json"), "\"clientsWithoutBinding\":0");
        assertContains(call(Usage.FAILED, "--json"), "{\"abandonedCalls\":0,", "\"pairs\":[]");
        assertContains(why("--json"), "\"verdict\":\"verdict on pro\"", "\"nextStep\":\"step for pro\"");
        assertEquals(1, list("--json", "--all").lines().count());
    }

    @Test
    void version_saysWhatRuns() {
        assertSays(call(Usage.VERSION), "registrar 1");
    }

    @Test
    void complete_offersNamesInOrder() {
        runtime.unloadProvider();
        assertEquals(List.of("cli", "npi.a", "pro"), commands.complete(session.proxy(), "why"));
        assertEquals(List.of("npi.a"), commands.complete(session.proxy(), "nmr:bindings"));
        assertEquals(List.of("1-1"), commands.complete(session.proxy(), "revoke"));
        assertEquals(List.of("cli", "pro"), commands.complete(session.proxy(), "drain"));
        assertEquals(List.of("bindings", "failed", "list", "npis", "why"), commands.complete(session.proxy(), "watch"));
        assertEquals(List.of(), commands.complete(session.proxy(), "version"));
        assertEquals(List.of("cli", "pro"), commands.complete(session.proxy()));
    }
}
