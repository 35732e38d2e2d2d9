// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records what happens, in order, from any thread. */
final class Recorder {
    private final List<String> events = new ArrayList<>();

    /** Told of each event on the thread that records it, while no lock of the recorder is held. */
    private volatile Consumer<String> listener = event -> {};

    void onEvent(Consumer<String> newListener) {
        listener = newListener;
    }

    void record(String event) {
        synchronized (this) {
            events.add(event);
        }
        listener.accept(event);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized void clear() {
        events.clear();
    }

    void assertHistory(String... expected) {
        assertEquals(String.join("\n", expected), String.join("\n", events()));
    }

    void assertNothing() {
        assertEquals(List.of(), events());
    }

    long count(String event) {
        return events().stream().filter(event::equals).count();
    }
}
