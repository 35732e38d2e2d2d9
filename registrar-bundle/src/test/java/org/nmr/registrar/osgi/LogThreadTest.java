// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Fake;
import org.nmr.testkit.QuietLog;

/** A logger may do what it wants: it holds its own records up, and nothing else. */
@Timeout(300)
class LogThreadTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    /** Longer than any thread waits for its turn on a busy machine. */
    private static final long LONG = TimeUnit.SECONDS.toMillis(50);

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    /** Does something with each message before it is written. */
    private LogThread log(Consumer<String> before) {
        return patient(logger(before));
    }

    /** For a logger that does not block: a record is written when its caller goes on, however busy the machine is. */
    static LogThread patient(System.Logger logger) {
        return new LogThread(logger, LONG, work -> Daemons.create("test-log", work));
    }

    /** As it is for the registrar. */
    private LogThread blockedLog(Consumer<String> before) {
        return new LogThread(logger(before));
    }

    private System.Logger logger(Consumer<String> before) {
        return new QuietLog() {
            @Override
            public boolean isLoggable(Level level) {
                throw new AssertionError("not asked by the caller");
            }

            @Override
            public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
                before.accept(message);
                written.add(level + " " + message + " " + thrown.getMessage());
            }

            @Override
            public void log(Level level, ResourceBundle bundle, String message, Object... params) {
                before.accept(message);
                written.add(level + " " + message);
            }
        };
    }

    private void block(String message) {
        try {
            assertTrue(released.await(60, TimeUnit.SECONDS), message);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void log_goodLogger_isWrittenWhenTheCallReturns() {
        LogThread log = log(message -> {});
        log.log(Level.WARNING, "{0} is no parameter");
        log.log(Level.INFO, "b", new IllegalStateException("c"));
        log.log(Level.DEBUG, () -> "d");
        assertEquals(List.of("WARNING {0} is no parameter", "INFO b c", "DEBUG d"), List.copyOf(written));
    }

    @Test
    void log_longMessageWithAnException_leavesRoomForIt() {
        log(message -> {}).log(Level.WARNING, "x".repeat(100_000), new IllegalStateException("c"));
        String record = List.copyOf(written).get(0);
        assertTrue(record.length() < 5_000 && record.endsWith(" more characters c"), record);
    }

    @Test
    void log_noThreadCanBeStarted_isWrittenByTheCaller() {
        LogThread log = new LogThread(
                Fake.of(
                        System.Logger.class,
                        Map.of("log", args -> written.add(Thread.currentThread().getName()) ? null : null)),
                LogThread.PATIENCE,
                work -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        log.log(Level.WARNING, "a");
        log.log(Level.WARNING, "b");
        String caller = Thread.currentThread().getName();
        assertEquals(List.of(caller, caller), List.copyOf(written));
    }

    @Test
    void log_loggerThrows_isTheEndOfThatRecordOnly() {
        LogThread log = log(message -> {
            if (message.equals("bad")) {
                throw new LinkageError("of a bundle that is gone");
            }
        });
        log.log(Level.WARNING, "bad");
        log.log(Level.WARNING, "good");
        assertEquals(List.of("WARNING good"), List.copyOf(written));
    }

    @Test
    void log_exceptionThatCannotBePrinted_isNamedInstead() {
        class Hostile extends RuntimeException {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new StackOverflowError();
            }
        }
        log(message -> {}).log(Level.WARNING, "failed", new Hostile());
        assertEquals(
                List.of("WARNING failed: " + Hostile.class.getName() + ", which cannot be printed"),
                List.copyOf(written));
    }

    @Test
    void log_loggerBlocksForOneRecord_othersAreWritten() throws Exception {
        LogThread log = blockedLog(message -> {
            if (message.startsWith("blocks")) {
                block(message);
            }
        });
        log.log(Level.WARNING, "blocks once");
        log.log(Level.WARNING, "a");
        assertEquals("WARNING a", written.take());
        log.log(Level.WARNING, "blocks again");
        log.log(Level.WARNING, "b");
        log.log(Level.WARNING, "c");
        // two threads write them: a record that waits for the blocked one cannot hold up the next
        assertEquals(Set.of("WARNING b", "WARNING c"), Set.of(written.take(), written.take()));
    }

    @Test
    void log_loggerBlocksForGood_delaysOneCallerAndKeepsABoundedNumber() throws Exception {
        LogThread log = blockedLog(this::block);
        log.log(Level.WARNING, "first");
        long start = System.nanoTime();
        int records = 2 * LogThread.WAITING;
        IntStream.range(0, records).forEach(i -> log.log(Level.WARNING, "record " + i));
        // if each record waited, they would take 1,000 s
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60));
        released.countDown();
        String last = written.take();
        while (!last.endsWith("records are lost, because the log was blocked")) {
            last = written.take();
        }
        int lost = Integer.parseInt(last.split(" ")[1]);
        assertTrue(lost >= records - LogThread.WAITING - 10, last);
        while (!last.equals("WARNING again")) {
            log.log(Level.WARNING, "again"); // lost, too, as long as the queue is full
            last = written.take();
        }
    }

    /** The second thread cannot be started, and the first is blocked. */
    @Test
    void log_loggerBlocksAndNoOtherThreadCanBeStarted_delaysOneCallerOnly() {
        AtomicInteger started = new AtomicInteger();
        LogThread log = new LogThread(logger(this::block), LogThread.PATIENCE, work -> {
            if (started.getAndIncrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return Daemons.create("test-log", work);
        });
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 5; i++) {
                log.log(Level.WARNING, "record " + i);
            }
        });
        assertEquals(List.of(), List.copyOf(written));
        released.countDown();
        assertDoesNotThrow(() -> {
            for (int i = 0; i < 5; i++) {
                assertEquals("WARNING record " + i, written.poll(60, TimeUnit.SECONDS));
            }
        });
    }

    @Test
    void log_interruptedCaller_writesAndStaysInterrupted() {
        LogThread log = log(message -> assertFalse(Thread.currentThread().isInterrupted()));
        Thread.currentThread().interrupt();
        log.log(Level.WARNING, "a");
        assertTrue(Thread.interrupted());
        assertEquals(List.of("WARNING a"), List.copyOf(written));
    }

    @Test
    void log_interruptedCallerThatCannotBeInterruptedAgain_isWritten() throws Exception {
        AtomicReference<Thread> caller = new AtomicReference<>(Thread.currentThread());
        LogThread log = log(message -> {
            while (caller.get().isInterrupted()) { // until it waits, which clears the flag
                Thread.onSpinWait();
            }
        });
        log.log(Level.WARNING, "a"); // loads all classes: the JDK interrupts an interrupted thread again that loads one
        StubbornThread.run(() -> {
            caller.set(Thread.currentThread());
            StubbornThread.interruptSelf();
            log.log(Level.WARNING, "b");
        });
        assertEquals(List.of("WARNING a", "WARNING b"), List.copyOf(written));
    }

    @Test
    void log_nothingMoreToWrite_leavesNoThread() throws Exception {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        log(message -> threads.add(Thread.currentThread())).log(Level.WARNING, "a");
        Thread thread = threads.take();
        assertTrue(thread.isDaemon());
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(thread.isAlive());
    }

    /** A wait reports, and its logger blocks for good; then all that was waited for ends. */
    @Test
    void await_loggerBlocks_endsWithTheUnload() throws Exception {
        Registrar registrar = new Registrar(Environment.DEFAULT.withLog(blockedLog(this::block)));
        registrar.configure(Policy.DEFAULT.with(Map.of("nmr.unload.report.after", 1)), false);
        OwnerRegistrar provider = registrar.open(Owner.UNKNOWN);
        provider.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        BlockingQueue<org.nmr.Binding<Runnable>> attached = new LinkedBlockingQueue<>();
        registrar.open(Owner.UNKNOWN).registerClient(ClientCharacteristics.of(NPI, proposal -> {
            BindingContext failing = new BindingContext() {
                @Override
                public DetachStatus detach() {
                    attached.add(proposal.binding());
                    throw new IllegalStateException("logged, too");
                }
            };
            assertTrue(proposal.attach(failing).attached());
        }));
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        Thread stopping = new Thread(() -> {
            provider.unload().await();
            ended.add("ended");
        });
        stopping.start();
        attached.take();
        assertEquals("ended", ended.poll(60, TimeUnit.SECONDS));
        stopping.join();
    }
}
