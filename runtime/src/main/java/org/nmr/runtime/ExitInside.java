// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a thread that has called {@code System.exit} inside something that the end of the framework waits for. That
 * call returns only with the end of the JVM, so such a wait would be in vain.
 */
final class ExitInside {
    private static final String FRAMEWORK = "org.apache.felix.framework.Felix";

    /** What the framework does with a bundle while it has that bundle locked. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "startBundle", "the start of a bundle",
            "stopBundle", "the stop of a bundle",
            "updateBundle", "the update of a bundle",
            "uninstallBundle", "the uninstallation of a bundle",
            "refreshPackages", "a refresh");

    private static final List<String> REGISTRAR = List.of("org.nmr.registrar.", "nmr.view.");

    private ExitInside() {}

    /** Returns which thread it is and what it is inside; empty if there is none. */
    static Optional<String> find() {
        return Thread.getAllStackTraces().entrySet().stream()
                .flatMap(entry -> place(List.of(entry.getValue()))
                        .map(place -> "on thread " + entry.getKey().getName() + " inside " + place)
                        .stream())
                .findFirst();
    }

    /** Returns what a thread that has called {@code System.exit} is inside. */
    static Optional<String> place(List<StackTraceElement> stack) {
        List<StackTraceElement> callers =
                stack.stream().dropWhile(frame -> !isExit(frame)).toList();
        return callers.stream().flatMap(frame -> place(frame).stream()).findFirst();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals(Runtime.class.getName())
                && frame.getMethodName().equals("exit");
    }

    private static Optional<String> place(StackTraceElement frame) {
        String type = frame.getClassName();
        if (type.equals(FRAMEWORK)) {
            return Optional.ofNullable(OPERATIONS.get(frame.getMethodName()));
        }
        return REGISTRAR.stream().anyMatch(type::startsWith)
                ? Optional.of("a call or callback of a module")
                : Optional.empty();
    }
}
