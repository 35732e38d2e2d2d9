// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Answer;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.Selection;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.ThrownCopy;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What is written and kept is bounded, however much modules say or do; and no text of a module forges a line. */
class BoundedReportsTest {
    private static final String HUGE = "x\n".repeat(500_000);

    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static HolderDTO holder(int number, List<String> stack) {
        HolderDTO holder = new HolderDTO();
        holder.thread = "caller-" + number;
        holder.threadId = number + 1L;
        holder.calls = 1;
        holder.state = "WAITING";
        holder.stack = stack;
        return holder;
    }

    private static UnloadDTO unload(List<HolderDTO> holders) {
        BindingDTO binding = new BindingDTO();
        binding.id = "1.1";
        binding.npi = "test.npi";
        binding.state = "DETACHING";
        binding.client.holders = holders;
        UnloadDTO unload = new UnloadDTO();
        unload.subject = "a module";
        unload.outstanding = List.of(binding);
        return unload;
    }

    private static List<String> stack(int place) {
        return IntStream.range(0, 40)
                .mapToObj(frame -> "org.example.Service.method" + frame + "(Service.java:" + place + ")")
                .toList();
    }

    @Test
    void of_tenThousandThreadsAtTwoPlaces_groupsThemByStack() {
        List<HolderDTO> holders = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> holders.add(holder(i, stack(i % 2))));
        String report = Report.of(unload(holders));

        assertTrue(bytes(report) < 8000, report);
        assertEquals(2, report.split("and 4,990 more with this stack", -1).length - 1, report);
        assertTrue(report.contains("thread caller-0 (WAITING)") && report.contains("thread caller-1 (WAITING)"));
        assertTrue(report.contains("the same: thread caller-2 (WAITING)"), report);
    }

    @Test
    void of_everyThreadElsewhere_showsTheFirstPlacesAndCountsTheRest() {
        List<HolderDTO> holders = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> holders.add(holder(i, stack(i))));
        String report = Report.of(unload(holders));
        assertTrue(bytes(report) <= 16 * 1024, report);
        assertTrue(report.contains("and 9,990 more with 9990 other stacks"), report);
    }

    @Test
    void of_hugeForeignTexts_isBoundedAndHasTheLinesOfTheRegistrarOnly() {
        HolderDTO holder = holder(1, List.of(HUGE, HUGE));
        holder.thread = HUGE;
        holder.what = HUGE;
        holder.lockOwner = HUGE;
        UnloadDTO unload = unload(List.of(holder));
        unload.subject = HUGE;
        unload.waiting = IntStream.range(0, 10_000).mapToObj(i -> HUGE).toList();
        BindingDTO binding = unload.outstanding.get(0);
        binding.client.owner.name = HUGE;
        binding.provider.owner.module = HUGE;
        String report = Report.of(unload);

        assertTrue(bytes(report) <= 16 * 1024);
        assertEquals(7, report.lines().count(), report);
        assertTrue(report.contains("and 9,990 more"));
    }

    @Test
    void of_manyBindings_countsThoseThatDoNotFit() {
        UnloadDTO unload = unload(List.of(holder(1, stack(1))));
        BindingDTO binding = unload.outstanding.get(0);
        unload.outstanding = IntStream.range(0, 10_000).mapToObj(i -> binding).toList();
        String report = Report.of(unload);

        assertTrue(bytes(report) <= 16 * 1024);
        long shown = report.lines().filter(line -> line.contains("binding 1.1")).count();
        assertTrue(report.contains(String.format("  and %,d more%n", 10_000 - shown)), report);
        assertTrue(String.join("\n", Report.details(unload))
                        .lines()
                        .filter(line -> line.contains("binding 1.1"))
                        .count()
                == 10_000);
    }

    @Test
    void refuse_hugeReasons_areCutWhenRemembered() {
        provider.onProposal(proposal -> Answer.refuse("x\n".repeat(10_000)));
        provider.register();
        for (int i = 0; i < 100; i++) {
            world.client("c" + i).register();
        }
        RegistrarDTO dto = diagnostics.getRegistrar();
        assertEquals(100, dto.failedPairs.size());
        dto.failedPairs.forEach(pair -> assertTrue(pair.reason.length() <= 300 && !pair.reason.contains("\n")));
        world.history.clear();
    }

    @Test
    void capture_hugeReasons_areCut() {
        provider.onProposal(proposal -> Answer.refuse(HUGE));
        provider.register();
        Capture<ProviderCalls> capture =
                world.module("m").capture(CaptureRequest.of(World.NPI, what -> what), Duration.ZERO);
        assertEquals(Capture.Status.DECLINED, capture.status());
        assertTrue(capture.reason().length() < 500, capture.reason());
        assertEquals(1, capture.reason().lines().count());
    }

    @Test
    void capture_manyHugeReasons_areBoundedInBytes() {
        for (int i = 0; i < 20; i++) {
            ScriptedProvider<ClientCalls, ProviderCalls> refusing = world.provider("\u4f60".repeat(1000) + i);
            refusing.onProposal(proposal -> Answer.refuse("\u597d".repeat(1000)));
            refusing.register();
        }
        Capture<ProviderCalls> capture =
                world.module("m").capture(CaptureRequest.of(World.NPI, what -> what), Duration.ZERO);
        assertEquals(Capture.Status.DECLINED, capture.status());
        assertTrue(bytes(capture.reason()) <= 16 * 1024, () -> bytes(capture.reason()) + " bytes");
        assertEquals(1, capture.reason().lines().count());
        for (Executable use : List.<Executable>of(capture::dispatch, capture::enter, capture::provider)) {
            String refused = assertThrows(IllegalStateException.class, use).getMessage();
            assertTrue(bytes(refused) <= 16 * 1024, () -> bytes(refused) + " bytes");
        }
        world.history.clear();
    }

    @Test
    void openModule_hugeName_isCutInMessagesAndDiagnostics() {
        provider.in(world.module(HUGE));
        provider.register();
        client.detachesLater();
        client.register();
        assertFalse(provider.module().unload().isComplete());

        UnloadDTO unload = diagnostics.getUnloads().get(0);
        assertTrue(unload.subject.length() < 1000 && unload.owner.module.length() <= 300);
        ScriptedProvider<ClientCalls, ProviderCalls> late = world.provider("q");
        late.in(provider.module());
        assertFails(IllegalStateException.class, late::register, "module x\\nx");
        assertTrue(bytes(Report.of(unload)) < 5000);
        client.context().complete();
    }

    @Test
    void register_hugeFilter_isCutInTheMessage() {
        client.selection(Selection.all("(" + HUGE));
        try {
            client.register();
        } catch (IllegalArgumentException invalid) {
            assertTrue(invalid.getMessage().length() < 2000);
            assertEquals(1, invalid.getMessage().lines().count(), invalid.getMessage());
            return;
        }
        throw new AssertionError("the filter was taken");
    }

    @Test
    void attachClient_hugeException_isLoggedCutAndForgesNoLine() {
        IllegalStateException huge = new IllegalStateException(HUGE, new Error(HUGE));
        provider.onProposal(proposal -> {
            throw huge;
        });
        provider.register();
        client.register();
        CapturedLog.Entry entry = world.log.takeWarning("attachClient of the provider has failed");

        StringWriter printed = new StringWriter();
        entry.thrown().printStackTrace(new PrintWriter(printed, true));
        assertTrue(bytes(entry.message() + printed) <= 16 * 1024);
        assertTrue(printed.toString().startsWith("java.lang.IllegalStateException: x\\nx"), printed.toString());
        assertTrue(printed.toString().contains("Caused by: java.lang.Error: x\\nx"));
        assertTrue(printed.toString().lines().noneMatch("x"::equals));
    }

    @Test
    void unlessPlain_deepStackOrChain_isCut() {
        StackOverflowError deep = new StackOverflowError();
        StackTraceElement frame = new StackTraceElement("org.example.Deep", "call", "Deep.java", 1);
        deep.setStackTrace(IntStream.range(0, 1024).mapToObj(i -> frame).toArray(StackTraceElement[]::new));
        assertEquals(25, ThrownCopy.unlessPlain(deep, 10_000).getStackTrace().length);

        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));
        assertFalse(ThrownCopy.unlessPlain(first, 10_000) == first);
        Exception plain = new Exception("plain", new Exception("cause"));
        plain.addSuppressed(new Exception("suppressed"));
        assertSame(plain, ThrownCopy.unlessPlain(plain, 100_000));
        Exception suppressing = new Exception("plain");
        suppressing.addSuppressed(new Exception(HUGE));
        assertFalse(ThrownCopy.unlessPlain(suppressing, 10_000) == suppressing);
    }

    private static String printed(Throwable thrown) {
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed, true));
        return printed.toString();
    }

    /** A chain of exceptions, each with forty frames of one class. */
    private static Exception chain(int length, String type) {
        StackTraceElement frame = new StackTraceElement(type, "call", "Type.java", 1);
        Exception chain = null;
        for (int i = 0; i < length; i++) {
            chain = new Exception("exception " + i, chain);
            StackTraceElement own = new StackTraceElement(type, "call" + i, "Type.java", i);
            chain.setStackTrace(IntStream.range(0, 40)
                    .mapToObj(each -> each == 39 ? own : frame)
                    .toArray(StackTraceElement[]::new));
        }
        return Objects.requireNonNull(chain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.example.Generated", "\u4e16\u754c.\u4f60", "org.example.Forging\n"})
    void unlessPlain_longFrames_areCutToTheRoom(String name) {
        for (int length : new int[] {1, 3, 4, 5}) {
            Throwable copy = ThrownCopy.unlessPlain(chain(length, name.repeat(10)), 10_000);
            assertTrue(bytes(printed(copy)) <= 10_000, () -> bytes(printed(copy)) + " bytes of " + length);
            assertTrue(copy.getStackTrace().length > 3, () -> printed(copy));
        }
    }

    @Test
    void unlessPlain_veryManySuppressed_areCutToTheRoom() {
        Exception thrown = new Exception("outer");
        thrown.setStackTrace(new StackTraceElement[0]);
        for (int i = 0; i < 400; i++) {
            Exception one = new Exception("1");
            one.setStackTrace(new StackTraceElement[0]);
            thrown.addSuppressed(one);
        }
        assertTrue(bytes(printed(ThrownCopy.unlessPlain(thrown, 10_000))) <= 10_000);
    }

    /** A class file may give a class nearly any name, and a stack may be set to any texts. */
    @Test
    void unlessPlain_frameOfTwoLines_forgesNone() {
        Exception thrown = new Exception("plain");
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("Type\n[WARNING] forged", "call\u2028forged", "Type.java\u001b[2J", 1)
        });
        String printed = printed(ThrownCopy.unlessPlain(thrown, 10_000));
        assertEquals(2, printed.lines().count(), printed);
        assertTrue(printed.contains("Type\\n[WARNING] forged.call\\u2028forged(Type.java\\u001b[2J:1)"), printed);
    }

    @Test
    void attach_onAnotherThread_namesTheRightOneInOneShortLine() {
        provider.register();
        client.onProposal(proposal -> world.elsewhere(() -> assertFails(IllegalStateException.class, () -> {
            try {
                client.attach(proposal);
            } catch (IllegalStateException refused) {
                assertTrue(
                        bytes(refused.getMessage()) < 2_000,
                        () -> refused.getMessage().substring(0, 300));
                assertEquals(1, refused.getMessage().lines().count());
                throw refused;
            }
        })));
        world.elsewhere(() -> {
            Thread.currentThread().setName(HUGE);
            client.register();
        });
    }

    /** An exception whose text must not be asked for by a thread that others wait for. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private int asked;

        @Override
        public String toString() {
            asked++;
            return super.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void detach_throwsAChainWithAHostileExceptionInIt_neverAsksItOnThisThread(int depth) {
        Hostile hostile = new Hostile();
        RuntimeException thrown = hostile;
        for (int i = 0; i < depth; i++) {
            thrown = new IllegalStateException("outer", thrown);
        }
        if (!ThrownCopy.isForeign(thrown)) {
            assertFalse(ThrownCopy.unlessPlain(thrown, 100_000) == thrown);
        }
        assertEquals(0, hostile.asked);
    }

    /** It prints the rest of a name, which is an object of a module. */
    @Test
    void isForeign_exceptionOfTheJdkThatPrintsAModulesObject_isForeign() {
        assertTrue(ThrownCopy.isForeign(new NamingException("x")));
        assertTrue(ThrownCopy.isForeign(new IllegalStateException("outer", new NamingException("x"))));
        assertFalse(ThrownCopy.isForeign(new IllegalStateException("outer", new IOException("x"))));
    }

    /** Each has suppressed the next one again and again: a billion ways through the chain. */
    @Test
    void isForeign_verySuppressingException_looksAtAFewOnly() {
        Exception thrown = new Exception("0");
        for (int i = 1; i < 5; i++) {
            Exception outer = new Exception(String.valueOf(i));
            for (int j = 0; j < 2_000; j++) {
                outer.addSuppressed(thrown);
            }
            thrown = outer;
        }
        Exception widest = thrown;
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertTrue(ThrownCopy.isForeign(widest));
            assertFalse(ThrownCopy.unlessPlain(widest, 10_000) == widest);
        });
    }
}
