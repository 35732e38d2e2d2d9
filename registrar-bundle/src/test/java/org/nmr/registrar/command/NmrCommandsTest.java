// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.PairDTO;

/** What the commands say. */
class NmrCommandsTest {
    private final FakeRuntime runtime = new FakeRuntime();
    private final NmrCommands commands = new NmrCommands(runtime);

    private static void assertSays(String text, String... lines) {
        assertEquals(List.of(lines), text.lines().toList());
    }

    private static void assertFails(String message, Executable command) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, command).getMessage());
    }

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
            assertFails("nmr:list: expected no argument, was null" + hint, () -> commands.list(nothing));
            assertFails(
                    "nmr:why: expected one bundle id or symbolic name, or nothing for all unloads, was null" + hint,
                    () -> commands.why(nothing));
            assertFails(
                    "nmr:bindings: expected one NPI, or nothing for all, was null" + hint,
                    () -> commands.bindings(nothing));
            assertFails(
                    "nmr:revoke: expected the id of one binding, which nmr:why shows, was null" + hint,
                    () -> commands.revoke(null, /* yes= */ true, nothing));
        }
        assertFails("nmr:list: expected no argument, was a null" + hint, () -> commands.list("a", null));
        assertFails(
                "nmr:bindings: expected one NPI, or nothing for all, was null a" + hint,
                () -> commands.bindings(null, "a"));
    }

    @Test
    void list_attachedPair_tellsRegistrationsByBundleAndCounts() {
        assertSays(
                commands.list(),
                "cli [5] version 1.0.0",
                "  client of NPI npi.a, 1 binding, registration 13",
                "pro [7] version 1.0.0",
                "  provider of NPI npi.a, 1 binding, registration 12",
                "1 pair attached so far, 0 refused, 0 failed; 0 calls abandoned");
    }

    @Test
    void list_moduleThatIsPartOfItsBundle_tellsWhatIsNotUsual() {
        var registration = runtime.registrar.registrations.get(0);
        registration.owner.module = "part";
        registration.number = 2;
        registration.onBehalfOf = "somebody";
        registration.bindings = 0;
        registration.ending = true;
        assertTrue(
                commands.list()
                        .contains("provider of NPI npi.a number 2, module part, on behalf of somebody, 0 bindings,"
                                + " ending, registration 12"),
                commands::list);
    }

    @Test
    void list_clientRequiresAProvider_tellsWhetherThereIsOne() {
        var client = runtime.registrar.registrations.get(1);
        client.required = true;
        assertSays(
                commands.list(),
                "cli [5] version 1.0.0",
                "  client of NPI npi.a, 1 binding, requires a provider, registration 13",
                "pro [7] version 1.0.0",
                "  provider of NPI npi.a, 1 binding, registration 12",
                "1 pair attached so far, 0 refused, 0 failed; 0 calls abandoned");
        client.bindings = 0;
        client.unsatisfiedMillis = 65_000;
        assertSays(
                commands.list(),
                "cli [5] version 1.0.0",
                "  client of NPI npi.a, 0 bindings, requires a provider and has had none for 65 s, registration 13",
                "pro [7] version 1.0.0",
                "  provider of NPI npi.a, 1 binding, registration 12",
                "unsatisfied: 1 client without a required provider; see nmr:why",
                "1 pair attached so far, 0 refused, 0 failed; 0 calls abandoned");
    }

    @Test
    void why_clientLacksAProvider_saysSo() {
        var client = runtime.registrar.registrations.get(1);
        client.required = true;
        client.unsatisfiedMillis = 500;
        String lacks = "requires a provider of NPI npi.a and has had none for 500 ms";
        assertSays(commands.why(), "nothing is unloading", "unsatisfied: client cli [5], " + lacks);
        client.owner.module = "part";
        assertSays(
                commands.why("cli"),
                "cli [5] is not unloading, and no call of its bindings is in flight",
                "unsatisfied: client cli [5], module part, " + lacks);
        assertSays(commands.why("pro"), "pro [7] is not unloading, and no call of its bindings is in flight");
    }

    @Test
    void list_nothingThere_saysSo() {
        runtime.registrar.registrations = List.of();
        runtime.registrar.attachedCount = 0;
        assertSays(
                commands.list(),
                "nobody is registered",
                "0 pairs attached so far, 0 refused, 0 failed; 0 calls abandoned");
    }

    @Test
    void list_unloadInProgress_namesTheCommandThatTellsWhy() {
        runtime.unloadProvider();
        assertLinesMatch(
                List.of(
                        ">> registrations >>",
                        "unload of all modules of pro \\[7] began to end 6 s ago"
                                + " and waits for 1 binding; see nmr:why 7",
                        ">> counts >>"),
                commands.list().lines().toList());
    }

    @Test
    void list_pairsThatDidNotAttach_tellsTheLastAndCountsTheOthers() {
        PairDTO pair = new PairDTO();
        pair.outcome = "REFUSED";
        pair.npi = "npi.a";
        pair.client = runtime.binding.client.owner;
        pair.provider = runtime.binding.provider.owner;
        pair.reason = "too old";
        pair.ageMillis = 500;
        runtime.registrar.failedPairs =
                IntStream.range(0, 12).mapToObj(i -> pair).toList();
        runtime.registrar.revocations = List.of("something");
        assertLinesMatch(
                List.of(
                        ">> registrations and counts >>",
                        "recently refused or failed, the newest first:",
                        "  client cli \\[5] and provider pro \\[7] over NPI npi.a REFUSED 500 ms ago: too old",
                        ">> 9 >>",
                        "  and 2 more",
                        "recently revoked, the newest first:",
                        "  something"),
                commands.list().lines().toList());
    }

    @Test
    void bindings_attachedPair_tellsStateSidesAndAge() {
        assertSays(
                commands.bindings(),
                "1 binding",
                "  " + FakeRuntime.BINDING + "ATTACHED: client OPEN, provider OPEN, 65 s old");
    }

    @Test
    void bindings_callInFlight_tellsWhoIsInside() {
        call();
        assertSays(
                commands.bindings("npi.a"),
                "1 binding over NPI npi.a",
                "  " + FakeRuntime.BINDING + "ATTACHED: client OPEN with 1 call in flight, provider OPEN, 65 s old",
                "    inside the provider: thread caller (RUNNABLE)");
    }

    @Test
    void bindings_npiWithoutBindings_countsNone() {
        runtime.registrar.bindings = List.of();
        assertSays(commands.bindings("npi.a"), "0 bindings over NPI npi.a");
    }

    @Test
    void bindings_unknownNpi_namesTheCommandThatShowsThem() {
        assertFails(
                "nmr:bindings: expected the id of an NPI that has a registration," + " was npi.z; nmr:list shows them",
                () -> commands.bindings("npi.z"));
    }

    @Test
    void why_unloadingBundle_saysWhatTheLogSays() {
        runtime.unloadProvider();
        call();
        String[] report = {
            "unload of all modules of pro [7] began to end 6 s ago; it waits for",
            "  " + FakeRuntime.BINDING + "DETACHING: client OPEN with 1 call in flight, provider OPEN",
            "    inside the provider: thread caller (RUNNABLE)"
        };
        assertSays(commands.why("7"), report);
        assertSays(commands.why("pro"), report);
        assertSays(commands.why(), report);
    }

    @Test
    void why_idleBundle_saysThatItIsNotUnloading() {
        assertSays(commands.why("cli"), "cli [5] is not unloading, and no call of its bindings is in flight");
    }

    @Test
    void why_bundleWithCallsInFlight_tellsWhatAnUnloadWouldWaitFor() {
        call();
        assertSays(
                commands.why("pro"),
                "pro [7] is not unloading. An unload would now wait for",
                "  " + FakeRuntime.BINDING + "ATTACHED: client OPEN with 1 call in flight, provider OPEN",
                "    inside the provider: thread caller (RUNNABLE)");
    }

    @Test
    void why_nothingUnloads_saysSo() {
        assertSays(commands.why(), "nothing is unloading");
    }

    @Test
    void why_unknownBundle_namesTheCommandThatShowsThem() {
        assertFails(
                "nmr:why: expected the id or symbolic name of a bundle that is registered or unloading, was nobody;"
                        + " nmr:list shows them",
                () -> commands.why("nobody"));
    }

    @ParameterizedTest
    @CsvSource({"'',\"\"", "' ',\" \"", "-7,-7", "1e9,1e9", "07,07", "7.0,7.0", "[7],[7]", "{7=7},{7=7}"})
    void commands_noName_showWhatWasSeen(String argument, String shown) {
        String end = ", was " + shown + "; nmr:list shows them";
        assertFails(
                "nmr:why: expected the id or symbolic name of a bundle that is registered or unloading" + end,
                () -> commands.why(argument));
        assertFails(
                "nmr:bindings: expected the id of an NPI that has a registration" + end,
                () -> commands.bindings(argument));
        assertFails(
                "nmr:revoke: expected the id of a binding that holds up an unload, was " + shown
                        + "; nmr:why shows them",
                () -> commands.revoke(null, /* yes= */ true, argument));
        assertFails("nmr:list: expected no argument, was " + shown, () -> commands.list(argument));
    }

    /** It would read as if all bindings were meant. */
    @Test
    void revoke_withAll_isRefused() {
        String expected = "nmr:revoke: expected the id of one binding, which nmr:why shows, was ";
        assertFails(expected + "--all 1.1", () -> commands.revoke(null, /* yes= */ true, "--all", "1.1"));
        assertFails(
                "nmr:revoke: expected the id of a binding that holds up an unload, was --all; nmr:why shows them",
                () -> commands.revoke(null, /* yes= */ true, "--all"));
    }

    @Test
    void commands_tooManyArguments_tellWhatWasExpected() {
        assertFails("nmr:list: expected no argument, was a", () -> commands.list("a"));
        assertFails("nmr:bindings: expected one NPI, or nothing for all, was a b", () -> commands.bindings("a", "b"));
        assertFails(
                "nmr:why: expected one bundle id or symbolic name, or nothing for all unloads, was a b",
                () -> commands.why("a", "b"));
    }

    private static final String HUGE = "x\n".repeat(500_000);

    @Test
    void list_hugeForeignTexts_isBoundedAndForgesNoLine() {
        var registration = runtime.registrar.registrations.get(0);
        registration.owner.name = HUGE;
        registration.owner.module = HUGE + 1;
        registration.onBehalfOf = HUGE;
        PairDTO pair = new PairDTO();
        pair.reason = HUGE;
        pair.client.name = HUGE;
        runtime.registrar.failedPairs =
                IntStream.range(0, 100).mapToObj(i -> pair).toList();
        runtime.registrar.revocations =
                IntStream.range(0, 100).mapToObj(i -> HUGE).toList();
        String list = commands.list();
        assertTrue(list.length() <= 16 * 1024, list);
        assertTrue(list.contains("client of NPI npi.a"), list);
    }

    @Test
    void list_veryManyRegistrations_showsTheFirstAndHowToSeeTheRest() {
        var one = runtime.registrar.registrations.get(0);
        runtime.registrar.registrations =
                IntStream.range(0, 100_000).mapToObj(i -> one).toList();
        String list = commands.list();
        assertTrue(list.length() <= 16 * 1024);
        assertTrue(list.contains(" more; --all shows them"), list);
        assertTrue(list.contains("1 pair attached so far"), list);
        assertEquals(100_002, commands.list("--all").lines().count());
    }

    @Test
    void bindingsAndWhy_veryMany_showTheFirstAndHowToSeeTheRest() {
        runtime.unloadProvider();
        var unload = runtime.unloads.get(0);
        runtime.registrar.bindings =
                IntStream.range(0, 100_000).mapToObj(i -> runtime.binding).toList();
        runtime.unloads.addAll(IntStream.range(0, 1000).mapToObj(i -> unload).toList());
        for (String text : List.of(commands.bindings(), commands.bindings("npi.a"), commands.why())) {
            assertTrue(text.length() <= 16 * 1024);
            assertTrue(text.lines().reduce("", (before, last) -> last).contains(" more; --all shows them"), text);
        }
        assertEquals(100_001, commands.bindings("npi.a", "--all").lines().count());
        assertEquals(2002, commands.why("--all").lines().count());
        unload.outstanding = runtime.registrar.bindings;
        assertTrue(commands.why("7").length() <= 16 * 1024);
    }

    private void call() {
        HolderDTO holder = new HolderDTO();
        holder.thread = "caller";
        holder.threadId = 99;
        holder.state = "RUNNABLE";
        runtime.binding.client.calls = 1;
        runtime.binding.client.holders = List.of(holder);
    }
}
