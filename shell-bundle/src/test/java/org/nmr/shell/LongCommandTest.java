// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.diagnostics.FindingDTO;

@Timeout(60)
class LongCommandTest {
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<FindingDTO> findings = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(before);
        released.countDown();
    }

    @Test
    void execute_workThatIsQuick_returnsItsResultAndPrintsNothing() throws Exception {
        assertEquals("[14]", run((session, arguments) -> arguments.toString(), "14"));
        assertEquals("", text());
    }

    @Test
    void execute_workThatFails_throwsTheSame() {
        Exception failure = new IllegalArgumentException("no bundle 14");
        assertSame(
                failure,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> run(
                                (session, arguments) -> {
                                    throw failure;
                                },
                                "14")));
    }

    @Test
    void execute_workThatWaits_printsWhoHoldsThatBundleUpAndThenOnlyTheSeconds() throws Exception {
        findings.add(finding("BLOCKED", 7, "other", "waits for nobody of interest"));
        findings.add(finding("UNATTACHED", 14, "slow", "has no peer"));
        findings.add(finding("BLOCKED", 14, "slow", "slow [14] waits for 1 s for a call in fast [3]"));
        assertEquals("done", run(this::waitForTwoLines, "slow"));
        String expected =
                "stop slow: 1 s, slow [14] waits for 1 s for a call in fast [3]\nstop slow: 2 s, nothing has changed\n";
        assertTrue(text().startsWith(expected), text());
    }

    @Test
    void execute_workThatWaitsForNoModule_saysSo() throws Exception {
        assertEquals("done", run(this::waitForTwoLines, "14"));
        assertTrue(text().startsWith("stop 14: 1 s, no module of the registrar holds it up\n"), text());
    }

    @Test
    void execute_interrupted_givesThePromptBackAndTheWorkGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        FutureTask<Object> command = new FutureTask<>(() -> run(
                (session, arguments) -> {
                    begun.countDown();
                    released.await();
                    done.countDown();
                    return "done";
                },
                "14"));
        Thread prompt = new Thread(command);
        prompt.start();
        begun.await();
        prompt.interrupt();
        assertNull(command.get());
        assertEquals("stop 14 goes on; nmr:why tells what it waits for\n", text());
        assertEquals(1, done.getCount());
        released.countDown();
        done.await();
    }

    private Object waitForTwoLines(CommandSession session, List<Object> arguments) {
        while (text().lines().count() < 2) {
            Thread.onSpinWait();
        }
        return "done";
    }

    private Object run(Function gogo, String argument) throws Exception {
        CommandSession session = (CommandSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CommandSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConsole")) {
                        return System.out;
                    }
                    assertEquals("get", method.getName());
                    return arguments[0].equals("felix:stop") ? gogo : null;
                });
        return new LongCommand("stop", new Blockers(() -> findings)).execute(session, List.of(argument));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static FindingDTO finding(String kind, long bundle, String name, String verdict) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.owner.bundle = bundle;
        finding.owner.name = name;
        finding.verdict = verdict;
        return finding;
    }
}
