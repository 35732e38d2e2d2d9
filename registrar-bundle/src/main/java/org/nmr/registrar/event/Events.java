// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.event;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.SideDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/**
 * The queues of diagnostic listeners. An event that no listener wants costs one look at the set of wanted kinds,
 * however many listeners there are. No method waits for foreign code, calls it or throws an exception. Thread safe.
 */
public final class Events {
    /** Writes a warning; the cause groups those that come too often. */
    @FunctionalInterface
    public interface Warner {
        /** The exception is null if there is none. */
        void warn(String cause, String message, @Nullable Throwable thrown);
    }

    /**
     * Who listens, and what is wanted; replaced as a whole, so that both always agree.
     *
     * @param queues unmodifiable
     * @param wanted the kinds that at least one of the queues wants
     */
    private record Listeners(List<EventQueue> queues, Set<EventKind> wanted) {
        static Listeners of(List<EventQueue> queues) {
            Set<EventKind> wanted = EnumSet.noneOf(EventKind.class);
            queues.forEach(each -> wanted.addAll(each.kinds()));
            return new Listeners(List.copyOf(queues), wanted);
        }
    }

    /** Written with the monitor. */
    private volatile Listeners listeners = Listeners.of(List.of());

    private final Warner warner;

    /** Makes the events of one registrar. */
    public Events(Warner warner) {
        this.warner = warner;
    }

    /**
     * Returns a new queue, which follows from its {@link EventQueue#open} on.
     *
     * @param name names the listener in the log
     * @param kinds what the listener wants
     */
    public EventQueue subscribe(String name, Set<EventKind> kinds) {
        return new EventQueue(this, name, kinds, warner);
    }

    /** Tells whether a listener wants events of this kind. */
    public boolean isHeard(EventKind kind) {
        return listeners.wanted.contains(kind);
    }

    /** Returns a new event, to be told later; null if no listener wants it, or if it cannot be made. */
    public @Nullable EventDTO make(EventKind kind, Consumer<EventDTO> fill) {
        if (!isHeard(kind)) {
            return null;
        }
        try {
            EventDTO event = new EventDTO();
            event.kind = kind;
            fill.accept(event);
            return event;
        } catch (Throwable failed) { // the stack or the heap is used up
            miss(kind);
            return null;
        }
    }

    /** Tells an event from {@link #make}, which must not be changed any more; null is nothing. */
    public void tell(@Nullable EventDTO event) {
        if (event == null) {
            return;
        }
        try {
            event.time = System.currentTimeMillis();
            for (EventQueue queue : listeners.queues) {
                queue.put(event);
            }
        } catch (Throwable failed) {
            miss(event.kind);
        }
    }

    /** Makes an event and tells it. */
    public void tell(EventKind kind, Consumer<EventDTO> fill) {
        tell(make(kind, fill));
    }

    private void miss(EventKind kind) {
        try {
            for (EventQueue queue : listeners.queues) {
                queue.miss(kind);
            }
        } catch (Throwable again) {
            return; // there is no room for the count either
        }
    }

    /**
     * Tells that an end waits, and which calls hold it up.
     *
     * @param subject what ends
     * @param nanos how long it has waited
     * @param bindings those that it waits for, the first few
     */
    public void blocked(String subject, long nanos, List<BindingDTO> bindings) {
        tell(EventKind.BLOCKED, event -> {
            event.subject = ForeignText.of(subject);
            event.durationNanos = nanos;
            bindings.stream().limit(1).forEach(first -> {
                describe(event, first);
                event.reason = Report.of(first).lines().findFirst().orElse("");
                event.calls = first.client.calls + first.provider.calls;
            });
        });
        for (BindingDTO binding : bindings) {
            longCall(subject, binding, binding.client);
            longCall(subject, binding, binding.provider);
        }
    }

    private void longCall(String subject, BindingDTO binding, SideDTO side) {
        if (side.calls == 0) {
            return;
        }
        tell(EventKind.LONG_CALL, event -> {
            event.subject = ForeignText.of(subject);
            describe(event, binding);
            event.calls = side.calls;
            event.durationNanos = side.oldestCallMillis < 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(side.oldestCallMillis);
            String role = side == binding.client ? "client" : "provider";
            String thread = side.holders.stream()
                    .map(holder -> holder.thread.isEmpty() ? holder.what : "thread " + holder.thread)
                    .findFirst()
                    .orElse("");
            event.reason = "the " + role + " is inside its peer" + (thread.isEmpty() ? "" : ": " + thread);
        });
    }

    private static void describe(EventDTO event, BindingDTO binding) {
        event.binding = binding.id;
        event.npi = binding.npi;
        event.client = binding.client.owner;
        event.provider = binding.provider.owner;
    }

    synchronized void add(EventQueue queue) {
        List<EventQueue> queues = new ArrayList<>(listeners.queues);
        if (!queues.contains(queue)) {
            queues.add(queue);
        }
        listeners = Listeners.of(queues);
    }

    synchronized void remove(EventQueue queue) {
        List<EventQueue> queues = new ArrayList<>(listeners.queues);
        queues.remove(queue);
        listeners = Listeners.of(queues);
    }
}
