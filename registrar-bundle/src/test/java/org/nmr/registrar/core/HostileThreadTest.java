// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.DetachStatus;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.ThreadReport;
import org.nmr.registrar.report.ThreadStates;
import org.nmr.registrar.text.Until;
import org.nmr.registrar.unload.Unload;
import org.nmr.registrar.unload.UnloadControl;
import org.nmr.registrar.unload.WaitCycle;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A thread of a module's class inside a callback or a wait: whatever its methods do, it spoils nothing. */
class HostileThreadTest {
    /** Which method does not do what it should. */
    enum Flaw {
        THROWS {
            @Override
            void happen() {
                throw new Error("hostile");
            }
        },
        BLOCKS {
            @Override
            void happen() {
                while (true) {
                    LockSupport.park();
                }
            }
        },
        NULL {
            @Override
            void happen() {}
        };

        abstract void happen();
    }

    /** A thread whose methods are asked by nobody who wants to go on. */
    private static final class HostileThread extends Thread {
        private final Flaw flaw;

        HostileThread(Flaw flaw, String name, Runnable task) {
            super(task, name);
            this.flaw = flaw;
            setDaemon(true);
        }

        @Override
        public int hashCode() {
            flaw.happen();
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            flaw.happen();
            return true;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal"})
        public long getId() {
            flaw.happen();
            return 1;
        }

        @Override
        public State getState() {
            flaw.happen();
            return null;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            flaw.happen();
            return null;
        }

        @Override
        public String toString() {
            flaw.happen();
            return null;
        }

        @Override
        public void interrupt() {
            flaw.happen();
        }

        /** Whether it stays where it is: a thread names its blocker, and then parks. */
        boolean isParked() {
            return LockSupport.getBlocker(this) != null && super.getState() == State.WAITING;
        }
    }

    /** Java 17 calls {@code getId()} itself, so it is not asked. */
    private static final boolean CAN_TELL = Runtime.version().feature() >= 19;

    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    static Stream<Flaw> flaws() {
        return Stream.of(Flaw.values());
    }

    @AfterEach
    void release() {
        leave.countDown();
    }

    private void stay() {
        inside.countDown();
        assertDoesNotThrow(() -> leave.await());
    }

    private HostileThread start(Flaw flaw, String name, Runnable task) {
        HostileThread thread = new HostileThread(flaw, name, task);
        thread.start();
        World.await(inside, "the hostile thread does not come");
        Until.holds(name + " has stopped where it said that it comes", () -> !thread.isAlive() || thread.isParked());
        return thread;
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void getUnloads_hostileThreadInADetach_isNamedAndKnownAsFarAsTheJvmCanTell(Flaw flaw) throws Exception {
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        provider.register();
        client.register();
        provider.onDetach(context -> {
            stay();
            return DetachStatus.COMPLETE;
        });
        Thread thread = start(flaw, "hostile " + flaw, client::deregister);

        String report = Report.of(diagnostics.getUnloads().get(0));
        assertTrue(report.contains("a callback is running on thread hostile " + flaw), report);
        assertEquals(CAN_TELL, report.contains(flaw + " (WAITING)"), report);
        assertEquals(CAN_TELL, report.contains("HostileThreadTest"), report);
        assertEquals("DETACHING", diagnostics.getRegistrar().bindings.get(0).state);
        leave.countDown();
        thread.join();
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void register_callbackIsInterruptedOnAHostileThread_registersAllTheSame(Flaw flaw) throws Exception {
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        client.onProposal(proposal -> {
            throw new InterruptedException("as the test says");
        });
        client.register();
        Thread thread = new HostileThread(flaw, "hostile " + flaw, provider::register);
        thread.start();
        thread.join(TimeUnit.MINUTES.toMillis(1));

        assertTrue(provider.isRegistered());
        world.log.takeWarning("attachProvider of the client has failed");
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void of_endedThread_isTerminated(Flaw flaw) throws Exception {
        Thread thread = start(flaw, "ended", inside::countDown);
        thread.join();
        HolderDTO dto = new ThreadReport(/* now= */ 0, /* withStacks= */ true).of(Holder.inside(thread, ""));
        assertEquals("TERMINATED", dto.state);
    }

    /** Java 17 asks a group how many threads there are in it. */
    @ParameterizedTest
    @MethodSource("flaws")
    void of_threadWhileAGroupIsHostile_isKnown(Flaw flaw) {
        AtomicBoolean isHostile = new AtomicBoolean(true);
        ThreadGroup group = new ThreadGroup("hostile") {
            @Override
            public int activeCount() {
                if (isHostile.get()) {
                    flaw.happen();
                }
                return isHostile.get() ? -1_000_000 : 0;
            }
        };
        Holder holder = Holder.inside(Thread.currentThread(), "");
        try {
            HolderDTO dto = world.async(() -> new ThreadReport(/* now= */ 0, /* withStacks= */ true).of(holder))
                    .get();
            assertFalse(dto.stack.get(0).startsWith("not known"), dto.stack::toString);
        } finally {
            isHostile.set(false);
            assertEquals("hostile", group.getName()); // there until here
        }
    }

    /** Two threads, one of which waits for the lock of the other, which waits for it. */
    @ParameterizedTest
    @MethodSource("flaws")
    void through_hostileThreads_areComparedByIdentity(Flaw flaw) throws Exception {
        Thread first = new HostileThread(flaw, "first", () -> {});
        Thread second = new HostileThread(flaw, "second", () -> {});
        Map<Thread, Unload> waiting = new java.util.IdentityHashMap<>();
        waiting.put(first, unloadThatWaitsFor(second));
        waiting.put(second, unloadThatWaitsFor(first));
        List<String> cycle =
                new WaitCycle(waiting, /* withLocks= */ true).through(first).waits();

        assertEquals(2, cycle.size());
        assertTrue(cycle.get(0).startsWith("thread first waits for the unload of x, which waits for thread second"));
    }

    private Unload unloadThatWaitsFor(Thread thread) {
        UnloadControl unloads = world.registrar.unloads();
        return FakeEnd.unload(unloads, "x", new FakeEnd(unloads, thread));
    }

    @Test
    void id_threadOfTheJdk_isItsOwn() {
        assertEquals(jdkId(Thread.currentThread()), ThreadStates.id(Thread.currentThread()));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void id_overridden_isTheRealOneOrUnknown(Flaw flaw) {
        long id = ThreadStates.id(new HostileThread(flaw, "x", () -> {}));
        assertTrue(CAN_TELL ? id > 1 : id == ThreadStates.UNKNOWN, () -> "id " + id);
    }

    /** The other methods of a module's class are not called either. */
    @Test
    void now_onlyTheIdIsNotOverridden_isKnown() throws Exception {
        Thread thread = new Thread(this::stay) {
            @Override
            public State getState() {
                throw new Error("hostile");
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new Error("hostile");
            }
        };
        thread.start();
        World.await(inside, "the thread does not come");
        ThreadStates.Now now = new ThreadStates().now(thread, /* withStack= */ true);
        assertTrue(now.stack().stream().anyMatch(frame -> frame.getMethodName().equals("stay")), now::toString);
        leave.countDown();
        thread.join();
    }

    /** A thread of the JDK's waits for a lock that a hostile one has. */
    @ParameterizedTest
    @MethodSource("flaws")
    void now_lockOfAHostileThread_isNotFollowedWhereTheJvmWouldAskIt(Flaw flaw) throws Exception {
        Object lock = new Object();
        Thread owner = start(flaw, "owner", () -> {
            synchronized (lock) {
                stay();
            }
        });
        Thread waiting = new Thread(() -> {
            synchronized (lock) {
                lock.notifyAll();
            }
        });
        waiting.start();
        Until.holds("the thread is blocked", () -> waiting.getState() == Thread.State.BLOCKED);
        ThreadStates.Now now = new ThreadStates().now(waiting, /* withStack= */ true);
        assertEquals(CAN_TELL ? "owner" : "", now.lockOwner());
        assertEquals("BLOCKED", now.state());
        leave.countDown();
        owner.join();
        waiting.join();
    }

    /** One of its methods takes what its class loader cannot load. */
    public static final class Incomplete extends Thread {
        private final CountDownLatch done;

        public Incomplete(CountDownLatch done) {
            this.done = done;
            setDaemon(true);
        }

        @Override
        public void run() {
            assertDoesNotThrow(() -> done.await());
        }

        void take(Missing missing) {
            assertEquals("", missing.toString());
        }
    }

    static final class Missing {}

    /** As the loader of a bundle that is gone: what it throws is its own affair. */
    private static final class ClosedLoader extends ClassLoader {
        ClosedLoader() {
            super(HostileThreadTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Missing.class.getName())) {
                throw new IllegalStateException("closed");
            }
            return name.equals(Incomplete.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void now_threadOfAClosedClassLoader_spoilsNoOther() throws Exception {
        Thread incomplete = (Thread) new ClosedLoader()
                .loadClass(Incomplete.class.getName())
                .getDeclaredConstructor(CountDownLatch.class)
                .newInstance(leave);
        incomplete.start();
        ThreadStates.Now now = new ThreadStates().now(Thread.currentThread(), /* withStack= */ true);
        assertEquals("RUNNABLE", now.state());
        assertDoesNotThrow(() -> ThreadStates.id(incomplete));
        leave.countDown();
        incomplete.join();
    }

    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    private static long jdkId(Thread thread) {
        return thread.getId();
    }

    @Test
    void name_withLineBreaks_isOneLine() {
        Thread forger = new Thread(() -> {}, "a\n  binding 1.1 is GONE\u001B[2J\u2028\u202E");
        assertEquals("a\\n  binding 1.1 is GONE\\u001b[2J\\u2028\\u202e", ThreadReport.name(forger));
        assertTrue(
                ThreadReport.name(new Thread(() -> {}, "x".repeat(1_000_000))).length() <= 300);
    }
}
