// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.text.ForeignText;

/**
 * What threads are and do. A thread may be of a module's class, whose methods may throw, return null or block: of such
 * a one only final methods are called, and the rest is asked from the JVM. For one look.
 */
public final class ThreadStates {
    /** So many frames of a stack are looked at. */
    static final int DEPTH = 256;

    /** Room for all threads of a small process; doubled until it is enough. */
    private static final int THREADS = 256;

    public static final long UNKNOWN = -1;

    /** Final, but not in Java 17. */
    private static final @Nullable MethodHandle THREAD_ID = threadId();

    /** Whether the JVM may be asked for threads; null before the first time. */
    private @Nullable Boolean isManaged;

    /**
     * What one thread does.
     *
     * @param state the {@link Thread.State}; empty if not known
     * @param stack the innermost frame first; empty if not known or not asked for
     * @param lockOwner the name of the thread that has the lock that this one waits for; empty if not known
     */
    public record Now(String state, List<StackTraceElement> stack, String lockOwner) {
        static final Now UNKNOWN = new Now("", List.of(), "");
        static final Now ENDED = new Now(Thread.State.TERMINATED.name(), List.of(), "");
    }

    /**
     * What a thread waits for.
     *
     * @param owner the id of the thread that has it; {@link #UNKNOWN} if none is known
     * @param type the name of the class of the lock; empty if not known
     */
    public record Lock(long owner, String type) {
        static final Lock NONE = new Lock(UNKNOWN, "");
    }

    private static @Nullable MethodHandle threadId() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
        } catch (NoSuchMethodException | IllegalAccessException notThere) {
            return null;
        }
    }

    /** Virtual threads have no name unless they are given one. */
    public static String name(Thread thread) {
        String name = thread.getName();
        if (!name.isEmpty()) {
            return ForeignText.of(name);
        }
        long id = id(thread);
        return id == UNKNOWN ? "without name" : "#" + id;
    }

    /** Returns {@link #UNKNOWN} for a thread that hides it, in Java 17. */
    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    public static long id(Thread thread) {
        try {
            if (THREAD_ID != null) {
                return (long) THREAD_ID.invokeExact(thread);
            }
            return privileged(() -> overridesId(thread)) ? UNKNOWN : thread.getId();
        } catch (Throwable failed) {
            return UNKNOWN;
        }
    }

    /** Whether methods of the thread may be those of a module. */
    private static boolean isForeign(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader != ClassLoader.getPlatformClassLoader();
    }

    /** A class that cannot be looked at is taken for one that does. */
    private static boolean overridesId(Thread thread) {
        for (Class<?> type = thread.getClass(); isForeign(type); type = type.getSuperclass()) {
            try {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.getName().equals("getId")) {
                        return true;
                    }
                }
            } catch (LinkageError | RuntimeException incomplete) { // the class loader's, which may be a module's
                return true;
            }
        }
        return false;
    }

    /** Tells what a thread does; without its stack it is disturbed less. */
    public Now now(Thread thread, boolean withStack) {
        return privileged(() -> look(thread, withStack));
    }

    /** With the registrar's own rights: a module that waits may not look at the threads for which it waits. */
    @SuppressWarnings("removal") // modules may have fewer rights on the JDKs that have a security manager
    private static <T> T privileged(PrivilegedAction<T> look) {
        return AccessController.doPrivileged(look);
    }

    private Now look(Thread thread, boolean withStack) {
        if (!thread.isAlive() && isForeign(thread.getClass())) {
            return Now.ENDED;
        }
        if (isForeign(thread.getClass())) {
            ThreadInfo info = info(thread, withStack ? DEPTH : 0);
            return info == null
                    ? Now.UNKNOWN
                    : new Now(info.getThreadState().name(), first(info.getStackTrace()), lockOwnerName(info));
        }
        List<StackTraceElement> stack = withStack ? first(thread.getStackTrace()) : List.of();
        ThreadInfo info = withStack ? info(thread, /* depth= */ 0) : null;
        return new Now(thread.getState().name(), stack, info == null ? "" : lockOwnerName(info));
    }

    private static String lockOwnerName(ThreadInfo info) {
        String name = info.getLockOwnerName();
        return name == null ? "" : name;
    }

    private static List<StackTraceElement> first(StackTraceElement[] stack) {
        return List.of(stack.length <= DEPTH ? stack : Arrays.copyOf(stack, DEPTH));
    }

    /** Returns the lock that a thread waits for. */
    public Lock lock(Thread thread) {
        return privileged(() -> {
            ThreadInfo info = info(thread, /* depth= */ 0);
            return info == null || info.getLockInfo() == null
                    ? Lock.NONE
                    : new Lock(info.getLockOwnerId(), info.getLockInfo().getClassName());
        });
    }

    /** Returns null for virtual threads, ended ones, and where the JVM cannot be asked. */
    private @Nullable ThreadInfo info(Thread thread, int depth) {
        long id = isManaged() ? id(thread) : UNKNOWN;
        return id <= 0 ? null : Management.info(id, depth);
    }

    private boolean isManaged() {
        Boolean known = isManaged;
        if (known == null) {
            known = ModuleLayer.boot().findModule("java.management").isPresent()
                    && (THREAD_ID != null || Arrays.stream(all()).noneMatch(ThreadStates::overridesId));
            isManaged = known;
        }
        return known;
    }

    /**
     * In Java 17 the JVM itself calls {@code getId()} of a thread and of the owner of its lock.
     *
     * <p>The number of threads is not asked for, because there a group of a module's class may override that. To list
     * them calls no method of such a group.
     */
    private static Thread[] all() {
        ThreadGroup root = Daemons.rootGroup();
        Thread[] threads = new Thread[THREADS];
        int count = root.enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[2 * count];
            count = root.enumerate(threads);
        }
        return Arrays.copyOf(threads, count);
    }

    /** Loaded only where it is there. */
    private static final class Management {
        static @Nullable ThreadInfo info(long threadId, int depth) {
            return ManagementFactory.getThreadMXBean().getThreadInfo(threadId, depth);
        }
    }
}
