// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The tools find what they are for; what needs a registrar is tested with one, by the contract. */
class ToolsTest {
    private final Threads threads = new Threads();
    private final Recorder history = new Recorder();

    /** A class of the module whose loader is watched. */
    public static final class Own implements UnaryOperator<String> {
        @Override
        public String apply(String text) {
            return "own " + text;
        }
    }

    @Test
    void hold_aroundADispatch_callStaysUntilReleased() {
        Hold hold = new Hold();
        UnaryOperator<?> held = hold.around(UnaryOperator.class, text -> text + "!");
        Running<?> call = threads.start(() -> apply(held));
        hold.awaitInside();
        call.assertWaits();
        hold.release();
        assertEquals("hi!", call.get());
    }

    @SuppressWarnings("unchecked")
    private static String apply(UnaryOperator<?> held) {
        return ((UnaryOperator<String>) held).apply("hi");
    }

    @Test
    void hold_targetThrows_throwsTheSame() {
        Hold hold = new Hold();
        hold.release();
        IllegalArgumentException thrown = new IllegalArgumentException("bad");
        Runnable held = hold.around(Runnable.class, () -> {
            throw thrown;
        });
        assertEquals(thrown, assertThrows(IllegalArgumentException.class, held::run));
    }

    @Test
    void assertWaits_taskReturns_failsAndNamesTheResult() {
        Running<String> running = threads.start(() -> "over");
        AssertionError error = assertThrows(AssertionError.class, running::assertWaits);
        assertTrue(error.getMessage().contains("returned over"), error::getMessage);
    }

    @Test
    void get_taskFails_failsWithItsCause() {
        Running<String> running = threads.start(() -> {
            throw new IllegalStateException("broken");
        });
        AssertionError error = assertThrows(AssertionError.class, running::get);
        assertEquals("broken", error.getCause().getMessage());
    }

    @Test
    void recorder_eventsOfTwoThreads_areInOrderAndAwaited() {
        CountDownLatch first = new CountDownLatch(1);
        history.during("a", first::countDown);
        threads.start(() -> {
            Waits.await(first, "a was not recorded");
            return history.record("b");
        });
        assertEquals(1, history.record("a"));
        history.await("b");
        history.assertHistory("a", "b");
        history.assertHappened("b", "a");
        assertThrows(AssertionError.class, () -> history.assertHistory("b", "a"));
        assertThrows(AssertionError.class, () -> history.assertHappened("a"));
        assertThrows(AssertionError.class, () -> history.assertCount(2, "a"));
    }

    @Test
    void leakCheck_objectIsKept_failsAndNamesIt() {
        LeakCheck leaks = new LeakCheck(2, 1);
        List<Object> kept = List.of(leaks.watch("the dispatch", new Object()));
        AssertionError error = assertThrows(AssertionError.class, leaks::assertCollected);
        assertTrue(error.getMessage().contains("saw 1: the dispatch"), () -> error + " " + kept);
        assertThrows(AssertionError.class, new LeakCheck()::assertCollected);
    }

    @Test
    void leakCheck_classLoaderOfAModule_isCollectedWhenNobodyKeepsIt() throws Exception {
        LeakCheck leaks = new LeakCheck();
        useAndDrop(leaks);
        leaks.assertCollected();
    }

    @SuppressWarnings("unchecked")
    private static void useAndDrop(LeakCheck leaks) throws Exception {
        ModuleClassLoader loader = leaks.watch("the class loader", new ModuleClassLoader(Own.class));
        UnaryOperator<String> own = loader.create(Own.class, UnaryOperator.class);
        assertEquals(loader, own.getClass().getClassLoader());
        assertEquals("own text", own.apply("text"));
    }

    /** Here the registrar is not on the class path. */
    @Test
    void plainRegistrar_registrarIsMissing_saysWhatToAdd() {
        IllegalStateException missing = assertThrows(IllegalStateException.class, PlainRegistrar::new);
        assertTrue(
                missing.getMessage().contains("add the test dependency org.nmr:org.nmr.registrar"),
                missing::getMessage);
    }

    @Test
    void plainRegistrar_registrarIsOfAnotherVersion_saysSo() {
        IllegalStateException other = assertThrows(
                IllegalStateException.class, () -> CoreFinder.start(String.class.getName(), new CapturedLog()));
        assertTrue(other.getMessage().contains("the same version as the test kit"), other::getMessage);
    }

    @Test
    void fake_methodWithoutAnswer_answersZeroOrThrows() {
        List<?> lenient = Fake.of(List.class, Map.of("get", arguments -> "at " + arguments[0]));
        assertEquals("at 3", lenient.get(3));
        assertEquals(0, lenient.size());
        assertNull(lenient.iterator());
        assertEquals(lenient, lenient);
        assertEquals("fake List", lenient.toString());
        List<?> strict = Fake.strict(List.class, "use a list", Map.of());
        UnsupportedOperationException refused = assertThrows(UnsupportedOperationException.class, strict::size);
        assertEquals("List.size: use a list", refused.getMessage());
    }

    @Test
    void capturedLog_warningTaken_isNoMoreAWarning() {
        CapturedLog log = new CapturedLog();
        log.log(System.Logger.Level.WARNING, "a {0}", "b");
        log.log(System.Logger.Level.INFO, "c");
        assertThrows(AssertionError.class, log::assertNoMoreWarnings);
        assertThrows(AssertionError.class, () -> log.takeWarning("a", "c"));
        assertEquals("a b", log.takeWarning("a", "b").message());
        log.assertNoMoreWarnings();
        assertEquals(1, log.entries().size());
    }
}
