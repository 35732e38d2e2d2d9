// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves a stack out that the same text has shown before: the ends of both sides of a binding wait for the same
 * threads. Not thread safe.
 */
public final class StacksOnce {
    private static final String AGAIN = "the same stack as above";

    private final Set<List<String>> shown = new HashSet<>();

    /** For a text that begins. */
    public StacksOnce() {}

    /** Returns the lines; a stack of several lines that was shown before is one line. */
    public List<String> of(List<String> lines) {
        List<String> once = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            int end = endOfStack(lines, next);
            List<String> stack =
                    lines.subList(next, end).stream().map(String::strip).toList();
            if (stack.size() > 1 && !shown.add(stack)) {
                once.add(indent(lines.get(next)) + AGAIN);
            } else {
                once.addAll(lines.subList(next, Math.max(end, next + 1)));
            }
            next = Math.max(end, next + 1);
        }
        return once;
    }

    private static int endOfStack(List<String> lines, int start) {
        int end = start;
        while (end < lines.size() && isFrame(lines.get(end).strip())) {
            end++;
        }
        return end;
    }

    private static boolean isFrame(String line) {
        return line.startsWith("at ") || line.startsWith("begun at ") || line.startsWith("\u2026 ");
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
