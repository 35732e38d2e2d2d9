// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.nmr.schedules.Scenario;

/** The registrar with one fault in one class, with the race and the scenario that must show it. */
enum Mutant {
    /** Register against register: insertion and scan are two steps, so neither sees the other. */
    SCAN_BEFORE_INSERTION(
            "core/NpiSpace",
            "AttachRaces.RegisterAndRegister",
            Scenario.REGISTER_THREE,
            "0, 0, 0, 0",
            "synchronized (this) { return insert(client) ? List.copyOf(providers)",
            "List<LiveProvider<?, ?>> seen; synchronized (this) { seen = List.copyOf(providers); }" + Mutant.PAUSE
                    + "synchronized (this) { return insert(client) ? seen",
            "List<LiveClient<?, ?>> wanting = wanting();",
            "",
            "synchronized (this) { if (provider.isEnding())",
            "List<LiveClient<?, ?>> wanting; synchronized (this) { wanting = wanting(); }" + Mutant.PAUSE
                    + "synchronized (this) { if (provider.isEnding())"),

    /** Attach against deregister: nobody looks whether an end has begun during the proposal. */
    NO_LOOK_AFTER_PROPOSAL(
            "core/BindingSteps",
            "AttachRaces.RegisterAndDeregisterProvider",
            Scenario.REGISTER_AND_CLOSE,
            "1, 1, 0, 0",
            "&& occasion.mayBegin() && isEndWanted()",
            "&& occasion == Occasion.LOOK && isEndWanted()",
            Mutant.NEXT,
            Mutant.PAUSE + Mutant.NEXT),

    /** Deregister against deregister: each leaves the callbacks to the other one. */
    DETACH_LEFT_TO_THE_OTHER(
            "core/BindingSteps",
            "DetachRaces.DeregisterAndDeregister",
            Scenario.DEREGISTER_AND_DEREGISTER_AND_AWAIT,
            "1, 1, 0, 0",
            "&& occasion.mayBegin() && isEndWanted()",
            "&& occasion.mayBegin() && client().isEnding() != provider().isEnding()"),

    /** Complete against return of detach: what comes before the return is forgotten. */
    EARLY_COMPLETION_FORGOTTEN(
            "core/BindingSteps",
            "DetachRaces.CompleteAndReturnOfDetach",
            Scenario.COMPLETE_AND_RETURN_AND_CALL,
            "1, 1, 2, 0",
            "side.on(SideEvent.COMPLETE);",
            "if (before != SideState.CALLED) { side.on(SideEvent.COMPLETE); }",
            Mutant.NEXT,
            Mutant.PAUSE + Mutant.NEXT),

    /** Enter against close: the closer does not look who is inside. */
    CALLS_NOT_COUNTED(
            "call/GuardState",
            "CallRaces.EnterAndDeregister",
            Scenario.CALL_AND_CALL_AND_CLOSE,
            "true, true, 2",
            "if (!isUnused()) { return true; }",
            ""),

    /** Close against close: the waiting threads are released before the cleanups. */
    RELEASED_BEFORE_CLEANUP(
            "core/LiveBinding",
            "DetachRaces.CloseAndClose",
            Scenario.CLOSE_AND_CLOSE_AND_CALL,
            "\\d, \\d",
            "client.callCleanup(); provider.callCleanup();",
            "RegistrationEnd one; RegistrationEnd other;"
                    + " synchronized (space) { one = client.unlist(); other = provider.unlist(); }"
                    + " RegistrationEnd.finish(one, other);" + Mutant.PAUSE
                    + "client.callCleanup(); provider.callCleanup();"),

    /** Enter against enter: the table of slots is written without looking whether it is still the same. */
    TABLE_OVERWRITTEN(
            "call/Guard",
            "EntryRaces.EnterAndEnter",
            Scenario.CALL_AND_CALL_AND_CLOSE,
            "true, true, 1",
            "} while (!SLOTS.compareAndSet(this, old, SlotTable.with(old, added, thread)));",
            Mutant.PAUSE + "slots = SlotTable.with(old, added, thread); } while (false);"),

    /** Leave against the closer's look: the closer leaves it to those inside. */
    CLOSER_DOES_NOT_LOOK(
            "call/GuardState",
            "LeaveRaces.CloseDetachedAndAfterBarrier",
            Scenario.COMPLETE_AND_LAST_CALL_AND_AWAIT,
            "0, 0",
            "STATE.compareAndSet(this, SHUT, DRAINING); left(); end(",
            "STATE.compareAndSet(this, SHUT, DRAINING); end("),

    /** Leave against abandon: whoever finds the guard empty does not look whether somebody was faster. */
    DRAINED_TWICE(
            "call/GuardState",
            "AbandonRaces.CloseAndAbandon",
            Scenario.REVOKE_AND_LEAVE,
            "(true|false), 2",
            "if (!STATE.compareAndSet(this, from, DRAINED)) { return false; }",
            "if (state != from) { return false; }" + Mutant.PAUSE + "state = DRAINED;"),

    /** Claim against claim: who finds the slot free takes it without looking whether it still is. */
    CLAIMED_TWICE(
            "call/SlotOwner",
            "EntryRaces.ClaimAndClaim",
            Scenario.CALL_AND_CALL_AND_CLOSE,
            "true, true, 1",
            "return current == null && OWNER.compareAndSet(this, null, thread);",
            "if (current != null) { return false; }" + Mutant.PAUSE + "owner = thread; return true;"),

    /** A virtual thread's enter against close: the caller looks first and counts second. */
    LOOKED_BEFORE_CLAIM(
            "call/Guard",
            "ShutRaces.EnterSharedAndShut",
            Scenario.CALL_AND_CALL_AND_CLOSE,
            "true, true, 1",
            "SharedSlot<D> slot = all.claim(thread);",
            "boolean early = isOpen();" + Mutant.PAUSE + "SharedSlot<D> slot = all.claim(thread);",
            "isOpen = isOpen();",
            "isOpen = early;");

    /** Widens the gap that the fault has made, so that no luck is needed. */
    private static final String PAUSE = " for (int i = 0; i < 1000; i++) { Thread.onSpinWait(); } ";

    /** Where a thread that has run a callback goes on. */
    private static final String NEXT = "synchronized (space) { settle(client(), rundown);";

    private static final Path CORE =
            Path.of(System.getProperty("stress.core", "../registrar-bundle/src/main/java/org/nmr/registrar"));

    private final String type;
    private final String race;
    private final Scenario scenario;
    private final String outcome;
    private final List<String> changes;

    Mutant(String type, String race, Scenario scenario, String outcome, String... changes) {
        this.type = type;
        this.race = race;
        this.scenario = scenario;
        this.outcome = outcome;
        this.changes = List.of(changes);
    }

    boolean isInShortForm() {
        return ordinal() <= CALLS_NOT_COUNTED.ordinal();
    }

    /** The race that it must lose. */
    String race() {
        return race;
    }

    /** The scenario that comes closest to the race. */
    Scenario scenario() {
        return scenario;
    }

    /**
     * Whether controlled schedules cannot show it. A guard that is drained twice tells its binding twice, and the
     * binding, whose cleanup has begun, does nothing. And the scenarios have no virtual threads. The races look at the
     * guard alone.
     */
    boolean isHiddenFromSchedules() {
        return this == DRAINED_TWICE || this == CLAIMED_TWICE || this == LOOKED_BEFORE_CLAIM;
    }

    /** A pattern of the forbidden outcomes that it may show. */
    String outcome() {
        return outcome;
    }

    /** Compiles the changed class; returns what to put before the real one on the class path. */
    Path compile(String run, String classPath) throws IOException {
        Path directory = Fork.emptied(Fork.TARGET.resolve("mutants").resolve(run));
        Path changed = directory.resolve("source").resolve(type + ".java");
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, changed(Files.readString(CORE.resolve(type + ".java"))));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-cp", classPath, "-d", classes.toString()));
        arguments.add(changed.toString());
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertEquals(0, result, "javac of " + changed);
        return classes;
    }

    /**
     * White space does not matter; what is replaced must be there, once, or the class has moved on and this has not.
     */
    private String changed(String source) {
        String text = source;
        for (int i = 0; i < changes.size(); i += 2) {
            String from = changes.get(i);
            Matcher matcher = Pattern.compile(
                            Stream.of(from.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+")))
                    .matcher(text);
            assertEquals(1, matcher.results().count(), () -> this + ": expected once in " + type + ": " + from);
            text = matcher.replaceFirst(Matcher.quoteReplacement(changes.get(i + 1)));
        }
        return text;
    }
}
