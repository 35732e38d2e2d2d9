// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.registrar.call.Holder;

/** Tells what threads do now: where they are, and which lock they wait for. */
final class ThreadReport {
    /** Where frameworks wait for their locks, by the method that does it. */
    private static final Map<String, String> FRAMEWORK_LOCKS = Map.of(
            "org.apache.felix.framework.Felix.acquireGlobalLock", "the framework's global lock",
            "org.apache.felix.framework.Felix.acquireBundleLock", "the lock of a bundle",
            "org.apache.felix.framework.StatefulResolver.resolve", "the framework's resolver",
            "org.eclipse.osgi.container.Module.lockStateChange", "the lock of a bundle",
            "org.eclipse.osgi.internal.serviceregistry.ServiceUse.lock", "the lock of a service",
            "org.apache.felix.scr.impl.manager.AbstractComponentManager.obtainStateLock", "the lock of a component");

    private final boolean withStacks;

    ThreadReport(boolean withStacks) {
        this.withStacks = withStacks;
    }

    HolderDTO of(Holder holder) {
        HolderDTO dto = new HolderDTO();
        dto.calls = holder.calls();
        dto.what = holder.what();
        dto.ageMillis = holder.began().isPresent()
                ? TimeUnit.NANOSECONDS.toMillis(
                        System.nanoTime() - holder.began().getAsLong())
                : -1;
        dto.begun = frames(ofTheCaller(holder.place()));
        if (holder.thread() != null) {
            describe(dto, holder.thread());
        }
        return dto;
    }

    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    private void describe(HolderDTO dto, Thread thread) {
        dto.thread = name(thread);
        dto.threadId = thread.getId();
        dto.state = thread.getState().name();
        if (withStacks) {
            List<StackTraceElement> stack = List.of(thread.getStackTrace());
            dto.stack = frames(stack);
            dto.frameworkLock = frameworkLock(thread, stack);
            ThreadInfo info = info(thread);
            dto.lockOwner = info == null || info.getLockOwnerName() == null ? "" : info.getLockOwnerName();
        }
    }

    /** Virtual threads have no name unless they are given one. */
    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    static String name(Thread thread) {
        return thread.getName().isEmpty() ? "#" + thread.getId() : thread.getName();
    }

    /** The first frames of the place where a call began are the registrar's own. */
    private static List<StackTraceElement> ofTheCaller(List<StackTraceElement> place) {
        String own = Holder.class.getPackageName();
        return place.stream()
                .dropWhile(frame -> frame.getClassName().startsWith(own)
                        || frame.getClassName().startsWith("nmr.view."))
                .toList();
    }

    private static List<String> frames(List<StackTraceElement> stack) {
        return stack.stream().map(StackTraceElement::toString).toList();
    }

    private static String frameworkLock(Thread thread, List<StackTraceElement> stack) {
        return thread.getState() == Thread.State.RUNNABLE
                ? ""
                : stack.stream()
                        .map(frame -> FRAMEWORK_LOCKS.get(frame.getClassName() + "." + frame.getMethodName()))
                        .filter(lock -> lock != null)
                        .findFirst()
                        .orElse("");
    }

    /** Finds which of some threads has the lock that a thread waits for; null if none. */
    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    static @Nullable Thread lockOwner(Thread thread, Collection<Thread> candidates) {
        ThreadInfo info = info(thread);
        return info == null
                ? null
                : candidates.stream()
                        .filter(candidate -> candidate.getId() == info.getLockOwnerId())
                        .findFirst()
                        .orElse(null);
    }

    /** Returns null for virtual threads, ended ones, and on a JVM without management. */
    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    private static @Nullable ThreadInfo info(Thread thread) {
        return ModuleLayer.boot().findModule("java.management").isEmpty() ? null : Management.info(thread.getId());
    }

    /** Loaded only where it is there. */
    private static final class Management {
        static @Nullable ThreadInfo info(long threadId) {
            return ManagementFactory.getThreadMXBean().getThreadInfo(threadId);
        }
    }
}
