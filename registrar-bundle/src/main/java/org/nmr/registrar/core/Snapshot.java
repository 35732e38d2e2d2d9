// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.call.Holder;

/**
 * Copies what bindings and registrations are doing, for diagnostics. Each binding is looked at under the monitor of its space,
 * which is not held while threads are asked for their stacks.
 */
final class Snapshot {
    private final long now;
    private final ThreadReport threads;

    Snapshot(Timing timing, boolean withStacks) {
        this.now = timing.nanoTime();
        this.threads = new ThreadReport(withStacks);
    }

    /** Returns a binding; its state is GONE if it is no more. */
    BindingDTO of(BindingCore<?, ?> binding) {
        BindingDTO dto = new BindingDTO();
        Thread callback = binding.describe(dto, this);
        dto.callback = callback == null ? null : threads.of(Holder.inside(callback, ""));
        addCalls(dto.client, binding.client());
        addCalls(dto.provider, binding.provider());
        return dto;
    }

    List<BindingDTO> of(List<BindingCore<?, ?>> bindings) {
        return bindings.stream()
                .map(this::of)
                .filter(dto -> !dto.state.equals(BindingLife.State.GONE.name()))
                .toList();
    }

    /** Returns an end in progress, without its owner. */
    UnloadDTO of(Object subject, List<Ending> parts, Map<Thread, Unload> waiting) {
        List<Thread> waiters = waiting.entrySet().stream()
                .filter(wait -> !Collections.disjoint(wait.getValue().parts(), parts))
                .map(Map.Entry::getKey)
                .toList();
        UnloadDTO dto = new UnloadDTO();
        dto.subject = subject.toString();
        dto.ageMillis = parts.stream()
                .mapToLong(part -> millisSince(part.begun()))
                .max()
                .orElse(0);
        dto.waiting = waiters.stream().map(ThreadReport::name).toList();
        dto.outstanding =
                of(parts.stream().flatMap(part -> part.bindings().stream()).toList());
        dto.loading = loading(parts).stream().findFirst().orElse(null);
        dto.cycle = waiters.stream()
                .map(thread -> new WaitCycle(waiting, /* withLocks= */ true).through(thread))
                .filter(cycle -> !cycle.isEmpty())
                .findFirst()
                .orElse(List.of());
        dto.abandonedCalls = parts.stream().mapToLong(Ending::abandonedCalls).sum();
        return dto;
    }

    /** Returns who is inside the {@code register} of modules that end. */
    List<HolderDTO> loading(List<Ending> parts) {
        return parts.stream()
                .map(Ending::loading)
                .filter(Objects::nonNull)
                .map(threads::of)
                .toList();
    }

    private void addCalls(SideDTO dto, Side<?> side) {
        List<Holder> holders = side.holders();
        dto.holders = holders.stream().map(threads::of).toList();
        dto.calls = holders.stream().mapToInt(Holder::calls).sum();
        if (dto.calls > 0) {
            long known =
                    dto.holders.stream().mapToLong(each -> each.ageMillis).max().orElse(-1);
            dto.oldestCallMillis = Math.max(known, dto.oldestCallMillis);
        } else {
            dto.oldestCallMillis = -1;
        }
    }

    RegistrationDTO of(RegistrationCore<?, ?> registration) {
        RegistrationInstance instance = registration.instance();
        RegistrationDTO dto = new RegistrationDTO();
        dto.role = registration.role();
        dto.npi = instance.npiId();
        dto.owner = registration.who().copy();
        dto.moduleId = instance.moduleId().toString();
        dto.number = instance.number();
        dto.characteristics = instance.characteristics().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
        dto.onBehalfOf = instance.onBehalfOf();
        registration.describe(dto);
        return dto;
    }

    /** A copy must not keep a class of a module. */
    private static Object plain(Object value) {
        boolean isPlain = value instanceof String || value instanceof Boolean || isJdkNumber(value);
        return isPlain ? value : Objects.toString(text(value), "");
    }

    private static boolean isJdkNumber(Object value) {
        return value instanceof Number && value.getClass().getClassLoader() == null;
    }

    /** The value's class is a module's, and may fail. */
    private static String text(Object value) {
        try {
            return value.toString();
        } catch (RuntimeException | LinkageError e) {
            return value.getClass().getName() + ", whose toString() has failed";
        }
    }

    long millisSince(long time) {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(now - time, 0));
    }
}
