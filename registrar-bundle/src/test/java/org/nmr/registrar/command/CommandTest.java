// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.PairDTO;

/** A registrar and a session for tests of commands. */
abstract class CommandTest {
    static final String COUNTS = "1 pair attached so far, 0 refused, 0 failed; 0 calls abandoned";

    final FakeRuntime runtime = new FakeRuntime();
    final NmrCommands commands = new NmrCommands(runtime, () -> "registrar 1");
    final FakeSession session = new FakeSession();

    final String list(String... arguments) {
        return said(commands.list(session.proxy(), arguments));
    }

    final String bindings(String... arguments) {
        return said(commands.bindings(session.proxy(), arguments));
    }

    final String why(String... arguments) {
        return said(commands.why(session.proxy(), arguments));
    }

    final String graph(String... arguments) {
        return said(commands.graph(session.proxy(), arguments));
    }

    final String said(@Nullable String text) {
        assertNotNull(text, session::console);
        assertEquals("", session.console());
        return text;
    }

    static void assertSays(String text, String... lines) {
        assertEquals(List.of(lines), text.lines().toList());
    }

    static void assertContains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> part + " in: " + text);
        }
    }

    /** One line on the console, no exception, no result. */
    final void assertRefused(String message, Supplier<@Nullable String> command) {
        int before = session.console().length();
        assertNull(command.get());
        assertSays(session.console().substring(before), message);
    }

    final String call(Usage usage, String... arguments) {
        var own = session.proxy();
        return said(
                switch (usage) {
                    case LIST -> commands.list(own, arguments);
                    case BINDINGS -> commands.bindings(own, arguments);
                    case NPIS -> commands.npis(own, arguments);
                    case FAILED -> commands.failed(own, arguments);
                    case WHY -> commands.why(own, arguments);
                    case GRAPH -> commands.graph(own, arguments);
                    case WATCH -> commands.watch(own, arguments);
                    case REVOKE -> commands.revoke(own, /* yes= */ true, arguments);
                    case VERSION -> commands.version(own, arguments);
                    case COMPLETE -> String.join(" ", commands.complete(own, arguments));
                });
    }

    final void pairs(int count) {
        PairDTO pair = new PairDTO();
        pair.outcome = "REFUSED";
        pair.npi = "npi.a";
        pair.client = runtime.binding.client.owner;
        pair.provider = runtime.binding.provider.owner;
        pair.reason = "too old";
        pair.ageMillis = 500;
        runtime.registrar.failedPairs =
                IntStream.range(0, count).mapToObj(i -> pair).toList();
    }

    static final String HUGE = "x\n".repeat(500_000);

    final void call() {
        HolderDTO holder = new HolderDTO();
        holder.thread = "caller";
        holder.threadId = 99;
        holder.state = "RUNNABLE";
        runtime.binding.client.calls = 1;
        runtime.binding.client.holders = List.of(holder);
    }
}
