// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;

/** What is typed, printed, answered and thrown. */
@Timeout(300)
class DrainCommandsTest {
    private final FakeRegistrar registrar = new FakeRegistrar();
    private final FakeBundles bundles = new FakeBundles();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8);
    private final CommandSession session = Fake.of(CommandSession.class, Map.of("getConsole", args -> console));
    private final DrainEngine engine = new DrainEngine(bundles, registrar::services, new Framework() {
        @Override
        public boolean refresh(Bundle bundle, Duration atMost) {
            return true;
        }

        @Override
        public Optional<String> needed(Bundle bundle) {
            return bundle.getBundleId() == 3 ? Optional.of("which redeploys") : Optional.empty();
        }
    });
    private final DrainCommands commands = new DrainCommands(bundles.context(), engine);

    @AfterEach
    void close() {
        engine.close();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void assertRefused(String message, String... arguments) throws Exception {
        printed.reset();
        assertNull(commands.drain(session, arguments));
        assertEquals(message + System.lineSeparator(), printed());
    }

    @Test
    void drain_byNameAndId_printsStepsAndAnswersResults() throws Exception {
        bundles.all(1, 2);
        registrar.attach(1, 2);
        String answer = commands.drain(session, "b1", "2", "1");
        assertEquals(
                "DRAINED       b1 [1]: its modules have ended\nDRAINED       b2 [2]: its modules have ended", answer);
        List<String> lines = printed().lines().sorted().toList();
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("b1 [1]: 1 client of module m1 ended after "), lines::toString);
        assertTrue(lines.get(1).startsWith("b1 [1]: all modules ended after "), lines::toString);
    }

    @Test
    void drain_stuck_printsWhoAndThrowsOneLine() {
        bundles.all(1);
        registrar.add(1, "client");
        registrar.hold("1 client");
        registrar.blocked(1, "thread t is inside b1", new Thread());
        String thrown = assertThrows(
                        IllegalStateException.class, () -> commands.drain(session, "1", "--timeout", "1200ms"))
                .getMessage();
        assertEquals(
                "nmr:drain: 1 of 1 bundle not drained: b1 [1] TIMED_OUT: its modules have not ended after 1.2 s."
                        + " thread t is inside b1",
                thrown);
        assertTrue(printed().endsWith("  thread t is inside b1\n  do something about it\n"), printed());
    }

    @Test
    void drain_waits_printsForWhomUntilItEnds() throws Exception {
        bundles.all(1);
        registrar.add(1, "client");
        CompletableFuture<Void> inside = registrar.hold("1 client");
        registrar.blocked(1, "thread t is inside b1", new Thread());
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return commands.drain(session, "1", "--timeout", "4m");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (!printed().matches("(?s)waiting for [0-9.]+ s: thread t is inside b1\n.*")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10)); // the timeout of the class ends it
        }
        inside.complete(null);
        assertEquals("DRAINED       b1 [1]: its modules have ended", answer.get());
    }

    @Test
    void drain_json_printsNothingElse() throws Exception {
        bundles.all(1);
        String answer = commands.drain(session, "1", "--json");
        assertTrue(answer.startsWith("[{\"begun\":true,\"bundle\":1,\"findings\":[],"), answer);
        assertEquals("", printed());
    }

    @Test
    void drain_interrupted_isCancelledAndSaysWhatIsAsBefore() {
        bundles.all(1, 2);
        registrar.attach(1, 2);
        registrar.hold("1 client");
        Thread.currentThread().interrupt();
        String thrown = assertThrows(InterruptedException.class, () -> commands.drain(session, "1", "2"))
                .getMessage();
        assertTrue(thrown.startsWith("nmr:drain: cancelled: 2 of 2 bundles not drained: b"), thrown);
        assertTrue(printed().contains("CANCELLED     b2 [2]: as before: "), printed());
    }

    @Test
    void drain_wrongArguments_areOneLine() throws Exception {
        bundles.all(1);
        bundles.named(7, "twice");
        bundles.named(9, "twice");
        String help = "; see nmr:drain --help";
        assertRefused("nmr:drain: expected the ids or symbolic names of bundles, was nothing" + help);
        assertRefused(
                "nmr:drain: expected the id or symbolic name of an installed bundle, was x; lb shows them" + help, "x");
        assertRefused(
                "nmr:drain: expected one bundle, but twice is the name of 2. Use an id: 7 (version 1.0.0), 9 (version"
                        + " 1.0.0)" + help,
                "twice");
        assertRefused("nmr:drain: unknown option --force" + help, "1", "--force");
        assertRefused(
                "nmr:drain: expected the id or symbolic name of an installed bundle, was a?b; lb shows them" + help,
                "a\n\u001bb");
        assertThrows(RuntimeException.class, () -> commands.drain(null, "1"));
        assertThrows(RuntimeException.class, () -> commands.redeploy(null, "1"));
        assertThrows(RuntimeException.class, () -> commands.plan(null, (String[]) null));
        assertEquals(List.of(), registrar.history());
    }

    @Test
    void help_eachCommand_isShownAndNothingIsDone() throws Exception {
        assertTrue(commands.plan(session, "--help").startsWith("usage: nmr:plan BUNDLE..."));
        assertTrue(commands.drain(session, "x", "--help").startsWith("usage: nmr:drain BUNDLE..."));
        assertTrue(commands.redeploy(session, "--help").startsWith("usage: nmr:redeploy BUNDLE"));
        for (String line : commands.drain(session, "--help").lines().toList()) {
            assertTrue(line.length() <= 105, line);
        }
    }

    @Test
    void redeploy_bundleThatItNeeds_isRefused() throws Exception {
        bundles.all(2);
        bundles.uses(3, 2L);
        assertNull(commands.redeploy(session, "2"));
        assertTrue(printed().contains("a refresh of b2 [2] stops b3 [3], which redeploys"), printed());
        assertEquals(List.of(), registrar.history());
    }

    @Test
    void drain_noRegistrar_isOneLine() throws Exception {
        bundles.all(1);
        DrainEngine without = new DrainEngine(
                bundles,
                () -> {
                    throw new IllegalStateException("expected a registrar, but none is running");
                },
                Fake.of(Framework.class, Map.of()));
        DrainCommands command = new DrainCommands(bundles.context(), without);
        assertNull(command.drain(session, "1"));
        assertEquals("nmr:drain: expected a registrar, but none is running" + System.lineSeparator(), printed());
        without.close();
    }
}
