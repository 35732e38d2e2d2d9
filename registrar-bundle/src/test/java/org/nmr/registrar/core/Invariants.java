// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds for every history of scripted modules: within a binding, attach, both detach, both cleanup. */
final class Invariants {
    private static final Pattern EVENT = Pattern.compile("(\\w+)\\.(attached|detach|cleanup)\\((\\w+)\\)");

    private final List<String> history;
    private final Map<String, Integer> last = new HashMap<>();

    private Invariants(List<String> history) {
        this.history = history;
    }

    static void check(List<String> history) {
        new Invariants(history).check();
    }

    private void check() {
        for (int i = 0; i < history.size(); i++) {
            last.put(history.get(i), i);
        }
        for (int i = 0; i < history.size(); i++) {
            Matcher event = EVENT.matcher(history.get(i));
            if (event.matches()) {
                check(i, event.group(1), event.group(2), event.group(3));
            }
        }
    }

    private void check(int index, String self, String what, String peer) {
        if (what.equals("detach")) {
            assertNotLater(index, self + ".attached(" + peer + ")");
            assertNotLater(index, peer + ".attached(" + self + ")");
        }
        if (what.equals("cleanup")) {
            String detach = self + ".detach(" + peer + ")";
            assertTrue(last.containsKey(detach), () -> self + " was cleaned up and not detached");
            assertNotLater(index, detach);
            assertNotLater(index, peer + ".detach(" + self + ")");
        }
    }

    private void assertNotLater(int index, String event) {
        Integer other = last.get(event);
        assertFalse(other != null && other > index, () -> event + " came after " + history.get(index));
    }
}
