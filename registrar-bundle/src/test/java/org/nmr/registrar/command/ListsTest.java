// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of registrations, bindings, NPIs and failures. */
class ListsTest extends CommandTest {
    @Test
    void list_attachedPair_tellsRegistrationsByBundleAndCounts() {
        assertSays(
                list(),
                "BUNDLE   ROLE      NPI    BINDINGS  ID  NOTE",
                "cli [5]  client    npi.a  1         13  version 1.0.0",
                "pro [7]  provider  npi.a  1         12  version 1.0.0",
                COUNTS);
    }

    @Test
    void list_anyOrderOfRegistrations_isTheSame() {
        String list = list();
        var reversed = new ArrayList<>(runtime.registrar.registrations);
        Collections.reverse(reversed);
        runtime.registrar.registrations = reversed;
        assertEquals(list, list());
    }

    @Test
    void list_moduleThatIsPartOfItsBundle_tellsWhatIsNotUsual() {
        session.variables.put("COLUMNS", 200);
        var registration = runtime.registrar.registrations.get(0);
        registration.owner.module = "part";
        registration.number = 2;
        registration.onBehalfOf = "somebody";
        registration.ending = true;
        assertContains(list(), "npi.a number 2", "version 1.0.0, module part, on behalf of somebody, ending");
    }

    @Test
    void list_clientRequiresAProvider_tellsWhetherThereIsOne() {
        session.variables.put("COLUMNS", "200");
        var client = runtime.registrar.registrations.get(1);
        client.required = true;
        assertContains(list(), "13  version 1.0.0, requires a provider");
        client.unsatisfiedMillis = 65_000;
        assertContains(
                list(),
                "unsatisfied: 1 client without a required provider; see nmr:why",
                "requires a provider and has had none for 65 s");
    }

    @Test
    void list_nothingThere_saysSo() {
        runtime.registrar.registrations = List.of();
        runtime.registrar.attachedCount = 0;
        assertSays(list(), "nobody is registered", "0 pairs attached so far, 0 refused, 0 failed; 0 calls abandoned");
    }

    @Test
    void list_unloadInProgress_namesTheCommandThatTellsWhyFirst() {
        runtime.unloadProvider();
        assertEquals(
                "unload of all modules of pro [7] began to end 6 s ago and waits for 1 binding; see nmr:why 7",
                list().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 80, 200})
    void tables_anyWidth_fitTheTerminal(int width) {
        session.variables.put("COLUMNS", width);
        runtime.registrar.registrations.get(0).owner.name = "org.example.a.very.long.symbolic.name".repeat(5);
        call();
        pairs(3);
        for (String text : List.of(list(), bindings(), call(Usage.NPIS), call(Usage.FAILED))) {
            List<String> table = text.lines()
                    .dropWhile(line -> !line.startsWith("BUNDLE")
                            && !line.startsWith("BINDING")
                            && !line.startsWith("NPI")
                            && !line.startsWith("AGE"))
                    .takeWhile(line -> !line.contains("attached so far"))
                    .toList();
            assertTrue(width == 1 || !table.isEmpty(), text);
            assertTrue(table.stream().allMatch(line -> line.length() <= width), text);
        }
    }

    @Test
    void tables_longNamesAtEightyColumns_breakAtDotsAndHaveTheNotesBelow() {
        var registration = runtime.registrar.registrations.get(0);
        registration.owner.name = "org.example.sample.provider";
        registration.owner.module = "org.example.sample.provider.Activator";
        runtime.binding.provider.owner = registration.owner;
        runtime.binding.npi = "org.example.sample.of.a.long.name";
        assertContains(
                list(),
                "org.example.sample.provider [7]  provider  npi.a  1         12",
                "  version 1.0.0, module org.example.sample.provider.Activator");
        assertContains(
                bindings(),
                "1-1      org.example.sample.of.  cli [5]  org.example.sample.     ATTACHED  65 s",
                "         a.long.name                      provider [7]",
                "  provider module org.example.sample.provider.Activator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "wide", "99999999999"})
    void list_widthThatIsNone_isEightyColumns(String width) {
        session.variables.put("COLUMNS", width);
        assertEquals(80, Terminal.of(session.proxy()).width());
    }

    @Test
    void failed_pairsThatDidNotAttach_tellsTheReason() {
        session.variables.put("COLUMNS", 200);
        pairs(2);
        runtime.registrar.refusedCount = 12;
        runtime.registrar.revocations = List.of("binding 1 was revoked\n  and more");
        assertSays(
                call(Usage.FAILED),
                "12 refused and 0 failed tries to attach so far; 0 calls abandoned",
                "AGE     OUTCOME  NPI    CLIENT   PROVIDER  REASON",
                "500 ms  REFUSED  npi.a  cli [5]  pro [7]   too old",
                "500 ms  REFUSED  npi.a  cli [5]  pro [7]   too old",
                "revoked, the newest first:",
                "  binding 1 was revoked");
        assertContains(list(), "12 refused", "nmr:failed shows the last of them");
    }

    @Test
    void failed_moduleThatIsNotLoaded_comesFirst() {
        runtime.finding("x").kind = "NOT_LOADED";
        assertTrue(call(Usage.FAILED).startsWith("verdict on x"), call(Usage.FAILED));
    }

    @Test
    void bindings_attachedPair_tellsStateSidesAndAge() {
        assertSays(
                bindings(),
                "1 binding",
                "BINDING  NPI    CLIENT   PROVIDER  STATE     AGE   NOTE",
                "1-1      npi.a  cli [5]  pro [7]   ATTACHED  65 s");
    }

    @Test
    void bindings_callInFlight_tellsWhoIsInside() {
        session.variables.put("COLUMNS", 200);
        call();
        assertContains(bindings("npi.a"), "1 binding over NPI npi.a", "1 call of the client: thread caller");
        runtime.binding.client.holders.get(0).thread = "";
        assertContains(bindings(), "1 call of the client: a thread that has ended");
        runtime.binding.client.holders.get(0).what = "x.Later.get";
        assertContains(bindings(), "1 call of the client: asynchronous x.Later.get");
    }

    @Test
    void bindings_npiWithoutBindings_countsNone() {
        runtime.registrar.bindings = List.of();
        assertSays(bindings("npi.a"), "0 bindings over NPI npi.a");
    }

    @Test
    void bindings_several_areSortedByNpiAndSides() {
        var second = new FakeRuntime().binding;
        second.id = "1-2";
        second.npi = "npi.0";
        var third = new FakeRuntime().binding;
        third.id = "1-10";
        runtime.registrar.bindings = List.of(third, runtime.binding, second);
        List<String> ids = bindings()
                .lines()
                .skip(2)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertEquals(List.of("1-2", "1-1", "1-10"), ids);
    }

    @Test
    void npis_tellWhoIsMissing() {
        session.variables.put("COLUMNS", 200);
        var client = FakeRuntime.registration(14, "client", FakeRuntime.owner(5, "cli"));
        client.npi = "npi.b";
        client.bindings = 0;
        runtime.registrar.registrations = Stream.concat(runtime.registrar.registrations.stream(), Stream.of(client))
                .toList();
        assertSays(
                call(Usage.NPIS),
                "2 NPIs",
                "NPI    CLIENTS  PROVIDERS  BINDINGS  NOTE",
                "npi.a  1        1          1",
                "npi.b  1        0          0         nobody offers it");
    }
}
