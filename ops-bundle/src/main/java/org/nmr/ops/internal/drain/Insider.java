// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.diagnostics.UnloadDTO;

/** Tells whether a thread would wait for itself. */
final class Insider {
    private static final long UNKNOWN = -1;

    /** Final, but not in Java 17. */
    private static final @Nullable MethodHandle THREAD_ID = threadId();

    private Insider() {}

    /** Whether the ends of these bundles wait for this thread, and for no other thread and no module. */
    static boolean isAlone(List<UnloadDTO> unloads, Set<Long> bundles, Thread thread) {
        List<HolderDTO> holders = new ArrayList<>();
        boolean isPending = false;
        for (UnloadDTO unload : unloads) {
            if (bundles.contains(unload.owner.bundle)) {
                add(holders, unload.loading);
                for (BindingDTO binding : unload.outstanding) {
                    add(holders, binding.callback);
                    isPending |= isPending(binding);
                    holders.addAll(binding.client.holders);
                    holders.addAll(binding.provider.holders);
                }
            }
        }
        long id = id(thread);
        return id != UNKNOWN
                && !isPending
                && !holders.isEmpty()
                && holders.stream().allMatch(holder -> holder.threadId == id);
    }

    /** Returns {@link #UNKNOWN} for a thread whose class overrides {@code getId}, in Java 17: there it may say all. */
    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    private static long id(Thread thread) {
        try {
            if (THREAD_ID != null) {
                return (long) THREAD_ID.invokeExact(thread);
            }
            boolean isOverridden = thread.getClass().getMethod("getId").getDeclaringClass() != Thread.class;
            return isOverridden ? UNKNOWN : thread.getId();
        } catch (Throwable failed) { // of a class that cannot be looked at
            return UNKNOWN;
        }
    }

    private static @Nullable MethodHandle threadId() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
        } catch (NoSuchMethodException | IllegalAccessException notThere) {
            return null;
        }
    }

    private static boolean isPending(BindingDTO binding) {
        return isPending(binding.client) || isPending(binding.provider);
    }

    private static boolean isPending(SideDTO side) {
        return side.pendingMillis >= 0;
    }

    private static void add(List<HolderDTO> holders, @Nullable HolderDTO holder) {
        if (holder != null) {
            holders.add(holder);
        }
    }
}
