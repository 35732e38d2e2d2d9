// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.text.ForeignText;

/** Tells what threads do now: where they are, and which lock they wait for. For one look. */
public final class ThreadReport {
    /** Where frameworks wait for their locks, by the method that does it. */
    private static final Map<String, String> FRAMEWORK_LOCKS = Map.of(
            "org.apache.felix.framework.Felix.acquireGlobalLock", "the framework's global lock",
            "org.apache.felix.framework.Felix.acquireBundleLock", "the lock of a bundle",
            "org.apache.felix.framework.StatefulResolver.resolve", "the framework's resolver",
            "org.eclipse.osgi.container.Module.lockStateChange", "the lock of a bundle",
            "org.eclipse.osgi.internal.serviceregistry.ServiceUse.lock", "the lock of a service",
            "org.apache.felix.scr.impl.manager.AbstractComponentManager.obtainStateLock", "the lock of a component");

    private final long now;
    private final boolean withStacks;
    private final ThreadStates threads = new ThreadStates();

    /** Thousands of threads may be at the same place, whose text is made once. */
    private final Map<List<StackTraceElement>, List<String>> texts = new HashMap<>();

    /**
     * Makes a report.
     *
     * @param now the time of the look, on the clock that dates the calls
     * @param withStacks without, no thread is stopped
     */
    public ThreadReport(long now, boolean withStacks) {
        this.now = now;
        this.withStacks = withStacks;
    }

    /** Returns who is inside, since when, and what that thread does now. */
    public HolderDTO of(Holder holder) {
        HolderDTO dto = new HolderDTO();
        dto.calls = holder.calls();
        dto.what = ForeignText.of(holder.what());
        dto.handedOut = holder.handedOut();
        dto.ageMillis = holder.began().isPresent() ? millisSince(holder.began().getAsLong()) : -1;
        dto.begun = frames(ofTheCaller(holder.place()));
        if (holder.thread() != null) {
            fill(dto, holder.thread());
        }
        return dto;
    }

    /** A call may have begun after the look. */
    private long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(now - began, 0));
    }

    private void fill(HolderDTO dto, Thread thread) {
        dto.thread = name(thread);
        dto.threadId = ThreadStates.id(thread);
        try {
            ThreadStates.Now seen = threads.now(thread, withStacks);
            dto.state = seen.state();
            dto.stack = frames(seen.stack());
            dto.frameworkLock = frameworkLock(seen);
            dto.lockOwner = seen.lockOwner().isEmpty() ? "" : ForeignText.of(seen.lockOwner());
        } catch (Throwable failed) { // one thread must not spoil the report of the others
            dto.stack = List.of("not known, because of " + ForeignText.of(failed));
        }
    }

    /** Returns the name of a thread, made safe; its id if it has none. */
    public static String name(Thread thread) {
        return ThreadStates.name(thread);
    }

    /** The first frames of the place where a call began are the registrar's own. */
    private static List<StackTraceElement> ofTheCaller(List<StackTraceElement> place) {
        String own = Holder.class.getPackageName();
        return place.stream()
                .dropWhile(frame -> frame.getClassName().startsWith(own)
                        || frame.getClassName().startsWith("nmr.view."))
                .limit(ThreadStates.DEPTH)
                .toList();
    }

    private List<String> frames(List<StackTraceElement> stack) {
        return stack.isEmpty()
                ? List.of()
                : texts.computeIfAbsent(
                        stack,
                        frames -> frames.stream()
                                .map(frame -> ForeignText.of(frame.toString()))
                                .toList());
    }

    private static String frameworkLock(ThreadStates.Now seen) {
        return seen.state().equals(Thread.State.RUNNABLE.name())
                ? ""
                : seen.stack().stream()
                        .map(frame -> FRAMEWORK_LOCKS.get(frame.getClassName() + "." + frame.getMethodName()))
                        .filter(lock -> lock != null)
                        .findFirst()
                        .orElse("");
    }
}
