// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** An activator says once that no registrar has come, and has no thread when there is nothing to wait for. */
@Timeout(60)
class AbsenceReportTest {
    private final FakeFramework framework = new FakeFramework();
    private final Greeter greeter = new Greeter();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean logFails;

    /** Held, because the log manager holds loggers weakly. */
    private final Logger logger = Logger.getLogger("org.nmr.registrar");

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (logFails) {
                throw new AssertionError("scripted");
            }
            messages.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private static final class Greeter extends NetworkModuleActivator {
        @Override
        public void register(ModuleRegistrations nmr) throws Exception {
            if (nmr.isEnding()) {
                throw new Exception("scripted");
            }
        }
    }

    @BeforeEach
    void captureLog() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void assertNoThreadIsLeft() {
        awaitNoThread();
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void start_noRegistrarComes_warnsOnceWhatToInstall() throws Exception {
        framework.after = "1";
        greeter.start(framework.context());
        awaitNoThread();
        assertEquals(
                List.of("WARNING module org.nmr.AbsenceReportTest$Greeter of org.example.greeter [7]: expected a"
                        + " registrar within 1 ms of its start, but none has come; the module is started, but not"
                        + " registered. No bundle org.nmr.registrar is installed: install and start"
                        + " org.nmr:org.nmr.registrar"),
                messages);
        framework.published.register(registrations(false));
        greeter.stop(framework.context());
        assertEquals(1, messages.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {Bundle.INSTALLED, Bundle.RESOLVED})
    void start_registrarIsInstalledButNotActive_saysToStartIt(int state) throws Exception {
        framework.after = "1";
        framework.install("org.nmr.registrar", state);
        assertWarns(" org.nmr.registrar [12] is installed, but not active: start it");
    }

    /** It is inside the register() of another module, so to start it is no advice. */
    @Test
    void start_registrarIsStarting_saysThatItHasNotComeToTheModule() throws Exception {
        framework.after = "1";
        framework.install("org.nmr.registrar", Bundle.STARTING);
        assertWarns(" org.nmr.registrar [12] is starting, but has not come to the module yet: ");
    }

    @Test
    void start_registrarIsStopping_saysToStartItAgain() throws Exception {
        framework.after = "1";
        framework.install("org.nmr.registrar", Bundle.STOPPING);
        assertWarns(" org.nmr.registrar [12] is stopping: start it again when it has stopped");
    }

    @Test
    void start_longNameOfTheBundle_isShownShortInOneLine() throws Exception {
        framework.after = "1";
        framework.name = "a\nb" + "c".repeat(10_000);
        assertWarns(" of a\\nbcc");
        assertTrue(messages.get(0).length() < 1000, messages::toString);
    }

    /** The thread has nobody who could catch what it throws. */
    @ParameterizedTest
    @ValueSource(strings = {"logger", "framework"})
    void start_whatItAsksFails_endsWithoutAWord(String who) throws Exception {
        framework.after = "1";
        framework.isBroken = who.equals("framework");
        logFails = who.equals("logger");
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try {
            greeter.start(framework.context());
            awaitNoThread();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), uncaught);
        assertEquals(List.of(), messages);
    }

    @Test
    void start_oneOfTwoRegistrarsIsActive_saysThatItDoesNotSeeTheModule() throws Exception {
        framework.after = "1";
        framework.install("org.nmr.registrar", Bundle.ACTIVE);
        framework.install("org.nmr.registrar", Bundle.INSTALLED);
        assertWarns(" org.nmr.registrar [12] is active, but does not see the module: let both import org.nmr");
    }

    private void assertWarns(String part) throws Exception {
        greeter.start(framework.context());
        awaitNoThread();
        assertEquals(1, messages.size());
        assertTrue(messages.get(0).contains(part), messages::toString);
    }

    @Test
    void start_registrarIsThere_hasNoThread() throws Exception {
        framework.registrar = this::load;
        greeter.start(framework.context());
        assertFalse(isWaiting());
        greeter.stop(framework.context());
        assertEquals(List.of(), messages);
    }

    @Test
    void start_registerThrows_hasNoThread() {
        framework.registrar = module -> assertThrows(Exception.class, () -> module.register(registrations(true)));
        assertThrows(Exception.class, () -> greeter.start(framework.context()));
        assertFalse(isWaiting());
        assertEquals(List.of(), messages);
    }

    @Test
    void start_registrarComesInTime_warnsOfNothing() throws Exception {
        greeter.start(framework.context());
        assertTrue(isWaiting());
        load(framework.published);
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @Test
    void stop_first_warnsOfNothing() throws Exception {
        greeter.start(framework.context());
        assertTrue(isWaiting());
        greeter.stop(framework.context());
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @Test
    void startAndStop_again_hasOneThreadAtMost() throws Exception {
        for (int i = 0; i < 10; i++) {
            greeter.start(framework.context());
            assertTrue(isWaiting());
            greeter.stop(framework.context());
            awaitNoThread();
        }
        assertEquals(List.of(), messages);
    }

    @Test
    void start_manyModules_haveOneThread() throws Exception {
        List<Greeter> greeters = Stream.generate(Greeter::new).limit(50).toList();
        for (Greeter each : greeters) {
            each.start(framework.context());
        }
        assertEquals(1, threads().count());
        for (Greeter each : greeters) {
            each.stop(framework.context());
        }
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @Test
    void start_manyModules_areWarnedOf() throws Exception {
        framework.after = "1";
        for (int i = 0; i < 50; i++) {
            new Greeter().start(framework.context());
        }
        awaitNoThread();
        assertEquals(50, messages.size());
    }

    /** The thread is that of all modules. */
    @Test
    void start_afterAnEndlessWaitAndAnInterrupt_isWarnedOf() throws Exception {
        framework.after = "9223372036854775807";
        Greeter endless = new Greeter();
        endless.start(framework.context());
        threads().forEach(Thread::interrupt);
        framework.after = "1";
        greeter.start(framework.context());
        await(() -> !messages.isEmpty());
        assertTrue(isWaiting());
        endless.stop(framework.context());
        awaitNoThread();
        assertEquals(1, messages.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {Bundle.STOPPING, Bundle.RESOLVED})
    void stop_withoutSuper_warnsOfNothing(int state) throws Exception {
        framework.after = "1";
        framework.state = Bundle.STARTING;
        greeter.start(framework.context());
        framework.bundleState = state;
        framework.state = Bundle.ACTIVE;
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @Test
    void start_whileTheFrameworkStarts_warnsAfterwards() throws Exception {
        framework.after = "PT0.001S";
        framework.state = Bundle.STARTING;
        BundleContext context = framework.context();
        greeter.start(context);
        assertTrue(isWaiting());
        assertEquals(List.of(), messages);
        framework.state = Bundle.ACTIVE;
        awaitNoThread();
        assertEquals(1, messages.size());
        greeter.stop(context);
    }

    @Test
    void start_whileTheFrameworkStops_warnsOfNothing() throws Exception {
        framework.after = "1";
        framework.state = Bundle.STOPPING;
        greeter.start(framework.context());
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", " NONE "})
    void start_none_warnsOfNothing(String none) throws Exception {
        framework.after = none;
        greeter.start(framework.context());
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0", "-1", "PT0S", "PT-1S", "P", "PT1X", "99999999999999999999"})
    void start_unreadableTime_isWarnedOfAndTheDefaultIsUsed(String unreadable) throws Exception {
        framework.after = unreadable;
        greeter.start(framework.context());
        await(() -> !messages.isEmpty());
        assertTrue(isWaiting());
        greeter.stop(framework.context());
        assertEquals(
                List.of("WARNING framework property nmr.absence.report.after: expected milliseconds above 0, a text"
                        + " such as PT30S, or none, was " + unreadable + "; the default PT10S is used until it is"
                        + " corrected and the framework is restarted"),
                messages);
    }

    @Test
    void start_longUnreadableTime_isShownShort() throws Exception {
        framework.after = "a\nb" + "c".repeat(10_000);
        greeter.start(framework.context());
        await(() -> !messages.isEmpty());
        greeter.stop(framework.context());
        assertTrue(messages.get(0).contains("was a\\nbcc"), messages::toString);
        assertTrue(messages.get(0).length() < 600, messages::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PT2540400H", "PT2562047788015215H", "9223372036854775807"})
    void start_defaultOrEndlessTime_waits(String time) throws Exception {
        framework.after = time;
        greeter.start(framework.context());
        assertTrue(isWaiting());
        load(framework.published);
        awaitNoThread();
        assertEquals(List.of(), messages);
    }

    @Test
    void start_waits_holdsTheContextWeakly() throws Exception {
        WeakReference<BundleContext> context = startAndForget();
        await(() -> {
            System.gc();
            return context.get() == null;
        });
        assertTrue(isWaiting());
        greeter.stop(framework.context());
        assertNull(context.get());
    }

    private WeakReference<BundleContext> startAndForget() throws Exception {
        BundleContext context = framework.context();
        greeter.start(context);
        return new WeakReference<>(context);
    }

    private void load(NetworkModule module) {
        try {
            module.register(registrations(false));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ModuleRegistrations registrations(boolean isEnding) {
        return FakeFramework.fake(
                ModuleRegistrations.class, Map.of("isEnding", arguments -> isEnding, "close", a -> null));
    }

    private static boolean isWaiting() {
        return threads().findAny().isPresent();
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("nmr-absence") && thread.isDaemon());
    }

    private static void awaitNoThread() {
        await(() -> !isWaiting());
    }

    private static void await(BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
