// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What happens, in order, indented by the depth of callbacks. May be held against what has happened elsewhere. */
final class Trace {
    private final List<String> events = new ArrayList<>();
    private final List<String> elsewhere;
    private int depth;

    Trace(List<String> elsewhere) {
        this.elsewhere = elsewhere;
    }

    void record(String event) {
        events.add(" ".repeat(depth) + event);
    }

    void inside(Runnable callback) {
        depth++;
        try {
            callback.run();
        } finally {
            depth--;
        }
    }

    /** Whether no callback is running. */
    boolean isOutside() {
        return depth == 0;
    }

    /** What happened elsewhere next; "" if nothing. */
    String next() {
        return events.size() < elsewhere.size() ? elsewhere.get(events.size()).strip() : "";
    }

    List<String> events() {
        return events;
    }
}
