// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Blocker.Kind;

/** Who holds an end up, from what a look has seen. */
class BlockersTest {
    private final BindingDTO binding = binding("1.1");
    private final UnloadDTO unload = new UnloadDTO();

    BlockersTest() {
        unload.subject = "module pro of pro [7]";
        unload.ageMillis = 6000;
        unload.outstanding = List.of(binding);
    }

    private static BindingDTO binding(String id) {
        BindingDTO binding = new BindingDTO();
        binding.id = id;
        binding.npi = "npi.a";
        binding.state = "DETACHING";
        binding.client.owner = owner(5, "cli");
        binding.client.state = "DONE";
        binding.provider.owner = owner(7, "pro");
        binding.provider.state = "DONE";
        return binding;
    }

    private static OwnerDTO owner(long id, String name) {
        OwnerDTO owner = new OwnerDTO();
        owner.bundle = id;
        owner.name = name;
        owner.module = name;
        return owner;
    }

    private HolderDTO call() {
        HolderDTO holder = new HolderDTO();
        holder.thread = "caller";
        holder.threadId = 99;
        holder.state = "WAITING";
        holder.calls = 1;
        holder.stack = List.of("java.lang.Object.wait(Native Method)", "org.example.Pro.greet(Pro.java:1)");
        binding.client.calls = 1;
        binding.client.holders = List.of(holder);
        return holder;
    }

    private void assertReport(Kind kind, String first, String last) {
        assertEquals(kind, Blockers.of(unload).get(0).kind());
        List<String> lines = Report.of(unload).lines().toList();
        assertTrue(lines.get(0).endsWith(" began to end 6 s ago and waits for " + first), lines.get(0));
        assertEquals("next: " + last, lines.get(lines.size() - 1));
    }

    private static HolderDTO thread(String name, long id) {
        HolderDTO holder = new HolderDTO();
        holder.thread = name;
        holder.threadId = id;
        holder.state = "WAITING";
        holder.calls = 1;
        return holder;
    }

    private static String first(List<BindingDTO> bindings) {
        return Blockers.of(bindings, List.of(), Cycle.NONE).get(0).text();
    }

    @Test
    void of_twoBindings_oldestCallIsFirst() {
        BindingDTO young = binding("1.2");
        young.client.calls = 1;
        young.client.holders = List.of(thread("young", 7));
        young.client.oldestCallMillis = 5;
        binding.provider.calls = 1;
        binding.provider.holders = List.of(thread("old", 8));
        binding.provider.oldestCallMillis = 3_600_000;
        assertTrue(first(List.of(young, binding)).startsWith("thread old"), first(List.of(young, binding)));
    }

    @Test
    void of_twoPending_longestIsFirst() {
        BindingDTO young = binding("1.2");
        for (BindingDTO each : List.of(young, binding)) {
            each.client.state = "PENDING";
        }
        young.client.pendingMillis = 5;
        binding.client.pendingMillis = 3_600_000;
        assertEquals(
                "1.1",
                Blockers.of(List.of(young, binding), List.of(), Cycle.NONE)
                        .get(0)
                        .binding());
    }

    @Test
    void of_threadBesideOlderAsyncCall_hasNotItsAge() {
        HolderDTO async = new HolderDTO();
        async.what = "org.example.Pro.ask";
        async.calls = 1;
        async.ageMillis = 3_600_000;
        HolderDTO thread = thread("caller", 7);
        thread.ageMillis = -1;
        binding.client.calls = 2;
        binding.client.holders = List.of(thread, async);
        binding.client.oldestCallMillis = 3_600_000;
        List<Blocker> found = Blockers.of(List.of(binding), List.of(), Cycle.NONE);
        assertTrue(found.get(0).text().endsWith("in a call of cli [5]"), found::toString);
        assertTrue(found.get(1).text().endsWith("for at least " + Report.millis(3_600_000)), found::toString);
    }

    @Test
    void of_twoThreads_theOneThatIsKnownToBeOlderIsFirst() {
        HolderDTO young = thread("young", 7);
        young.ageMillis = 5;
        HolderDTO old = thread("old", 8);
        old.ageMillis = 3_600_000;
        binding.client.calls = 2;
        binding.client.holders = List.of(young, old);
        binding.client.oldestCallMillis = 3_600_000;
        assertTrue(first(List.of(binding)).startsWith("thread old"), first(List.of(binding)));
        String second =
                Blockers.of(List.of(binding), List.of(), Cycle.NONE).get(1).text();
        assertTrue(second.endsWith(" for at least " + Report.millis(5)), second);
    }

    @Test
    void of_call_namesThreadPlaceAndBothSides() {
        call();
        binding.client.oldestCallMillis = 12_000;
        assertReport(
                Kind.CALL,
                "thread caller, which is inside pro [7] in a call of cli [5] for at least 12 s, at"
                        + " org.example.Pro.greet(Pro.java:1)",
                "let thread caller return from pro [7], or abandon its call: nmr:revoke 1.1");
        assertTrue(
                Report.of(unload).contains("client has detached with 1 call still in flight for at least 12 s"),
                Report.of(unload));
    }

    @Test
    void of_callOfTheProvider_namesTheOtherDirection() {
        HolderDTO holder = call();
        binding.client.calls = 0;
        binding.client.holders = List.of();
        binding.provider.calls = 1;
        binding.provider.holders = List.of(holder);
        assertTrue(Report.of(unload).contains("which is inside cli [5] in a call of pro [7]"), Report.of(unload));
    }

    @Test
    void of_asynchronousCall_namesItsMethod() {
        HolderDTO holder = call();
        holder.thread = "";
        holder.threadId = -1;
        holder.stack = List.of();
        holder.what = "org.example.Greeter.greetLater";
        holder.ageMillis = 3000;
        assertReport(
                Kind.ASYNC_CALL,
                "the asynchronous call org.example.Greeter.greetLater of cli [5] to pro [7], which is not complete for"
                        + " at least 3 s",
                "let pro [7] complete the result of this call, or abandon it: nmr:revoke 1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "caller"})
    void of_threadThatHasEnded_saysWhoForgot(String name) {
        HolderDTO holder = call();
        holder.thread = name;
        holder.threadId = name.isEmpty() ? -1 : 99;
        holder.state = "TERMINATED";
        holder.stack = List.of();
        assertReport(
                Kind.ENDED_THREAD,
                "a call of cli [5] to pro [7], which " + (name.isEmpty() ? "a thread" : "thread caller")
                        + " has not closed before it ended",
                "abandon the call: nmr:revoke 1.1. Then let cli [5] close each Call in a try-with-resources"
                        + " statement");
    }

    @Test
    void of_pendingSide_namesIt() {
        binding.client.state = "PENDING";
        binding.client.pendingMillis = 9000;
        assertReport(
                Kind.PENDING,
                "cli [5], whose detach() has answered PENDING 9 s ago and which has not called detachComplete()",
                "let cli [5] call detachComplete() of binding 1.1, or go on without it: nmr:revoke 1.1");
    }

    @Test
    void of_callback_namesItAndItsThread() {
        binding.callback = call();
        binding.callback.what = "detach() of client cli [5]";
        binding.client.calls = 0;
        binding.client.holders = List.of();
        assertReport(
                Kind.CALLBACK,
                "thread caller, which runs detach() of client cli [5], at org.example.Pro.greet(Pro.java:1)",
                "let detach() of client cli [5] return, or go on without it: nmr:revoke 1.1");
    }

    @Test
    void of_locks_nameWhoHoldsThem() {
        HolderDTO holder = call();
        holder.lockOwner = "main";
        assertReport(
                Kind.LOCK,
                "thread caller, which is inside pro [7] in a call of cli [5], at org.example.Pro.greet(Pro.java:1), and"
                        + " waits for a lock, which thread main holds",
                "let thread main release the lock, or abandon its call: nmr:revoke 1.1");
        holder.lockOwner = "";
        holder.frameworkLock = "the framework's global lock";
        assertEquals(Kind.FRAMEWORK_LOCK, Blockers.of(unload).get(0).kind());
        assertTrue(Report.of(unload).contains(", and waits for the framework's global lock"), Report.of(unload));
        assertTrue(Report.of(unload).endsWith("nmr:revoke 1.1"), Report.of(unload));
    }

    @Test
    void of_cycle_isTheCulpritAndTheStepBreaksIt() {
        call();
        unload.cycle = List.of(
                "thread a waits for the unload of x, which waits for thread b, which is inside a call through binding"
                        + " 1.1 of client cli",
                "thread b waits for a lock of class org.example.Pro that thread a holds");
        unload.cycleBindings = List.of("1.1");
        assertReport(
                Kind.CYCLE,
                "itself, in a cycle of 2 waits: " + unload.cycle.get(0) + "; and for 1 other",
                "let one of the calls or callbacks of the cycle return, or break the cycle: nmr:revoke 1.1");
        unload.cycle = unload.cycle.subList(0, 1);
        assertReport(
                Kind.OWN_THREAD,
                "itself: " + unload.cycle.get(0) + "; and for 1 other",
                "let this thread return first, and end the module on another one, or break the cycle: nmr:revoke 1.1");
    }

    /** The name of a thread is a module's. */
    @Test
    void of_cycleWithTheTextOfABinding_namesNoOtherBinding() {
        call();
        unload.cycle = List.of("thread binding 1.1 of waits for the unload of x, which waits for thread b, which is"
                + " inside register() of module y");
        assertEquals("", Blockers.of(unload).get(0).binding());
        unload.cycleBindings = List.of("2.7");
        assertEquals("2.7", Blockers.of(unload).get(0).binding());
    }

    @Test
    void of_moduleCode_namesIt() {
        unload.outstanding = List.of();
        unload.loading = call();
        unload.loading.what = "register() of module pro of pro [7]";
        assertReport(
                Kind.MODULE_CODE,
                "thread caller, which runs register() of module pro of pro [7], at org.example.Pro.greet(Pro.java:1)",
                "let register() of module pro of pro [7] return; its stack shows where it is. Only a deadline"
                        + " (nmr.unload.deadline) goes on without it");
    }

    /** It is the call or callback that has to return first. */
    @Test
    void of_moduleCodeThatIsInsideACall_namesTheCall() {
        unload.loading = call();
        assertEquals(1, Blockers.of(unload).size());
        assertEquals(Kind.CALL, Blockers.of(unload).get(0).kind());
    }

    @Test
    void of_nothingSeen_saysToLookAgain() {
        assertEquals(Kind.UNKNOWN, Blockers.of(unload).get(0).kind());
        unload.outstanding = List.of();
        assertReport(Kind.UNKNOWN, "nothing that was seen: it is about to be complete", "look again: nmr:why");
    }

    @Test
    void of_hugeReport_keepsFirstAndLastLine() {
        call();
        unload.outstanding = IntStream.range(0, 10_000)
                .mapToObj(i -> i == 0 ? binding : binding("2." + i))
                .toList();
        String report = Report.of(unload);
        assertTrue(report.length() <= 16 * 1024);
        assertTrue(report.endsWith("nmr:revoke 1.1"), report);
        HolderDTO holder = call();
        List<HolderDTO> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            HolderDTO each = new HolderDTO();
            each.thread = "t" + i;
            each.threadId = i;
            each.stack = List.of("x".repeat(300) + i, "y".repeat(300), "z".repeat(300), "a".repeat(300));
            many.add(each);
        }
        binding.client.holders = many;
        unload.outstanding = List.of(binding);
        report = Report.of(unload);
        assertTrue(report.length() <= 16 * 1024, holder.thread);
        assertTrue(report.endsWith("nmr:revoke 1.1"), report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nnext: b", "\u001b[2J", "\u202e", "<b>", ""})
    void of_hostileNames_forgeNoLine(String name) {
        HolderDTO holder = call();
        holder.thread = name;
        holder.lockOwner = name;
        binding.client.owner.name = name;
        binding.id = name;
        unload.subject = name;
        String report = Report.of(unload);
        assertEquals(1, report.lines().filter(line -> line.startsWith("next: ")).count());
        assertTrue(report.chars().noneMatch(each -> each == 27 || each == 0x202e), report);
    }
}
