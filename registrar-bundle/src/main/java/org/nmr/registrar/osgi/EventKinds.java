// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.EventKind;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.PlainValues;
import org.osgi.framework.ServiceReference;

/** Reads which events a published listener wants. */
final class EventKinds {
    private EventKinds() {}

    /** Returns all kinds if the listener names none; says in the log which names are none. */
    static Set<EventKind> of(ServiceReference<?> listener, String name, System.Logger log) {
        Object property = listener.getProperty(DiagnosticListener.KINDS);
        if (property == null) {
            return EnumSet.allOf(EventKind.class);
        }
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (Object each : elements(PlainValues.of(Map.of(DiagnosticListener.KINDS, property)))) {
            kind(each).ifPresentOrElse(kinds::add, () -> log.log(WARNING, text(each, name)));
        }
        return kinds;
    }

    private static String text(@Nullable Object given, String name) {
        return name + ": expected names of " + Arrays.toString(EventKind.values()) + " in " + DiagnosticListener.KINDS
                + ", was " + ForeignText.of(String.valueOf(given)) + ". This name is ignored";
    }

    /** Arrays and collections are lists there. */
    private static List<?> elements(Map<String, Object> plain) {
        Object value = plain.get(DiagnosticListener.KINDS);
        return value instanceof List<?> list ? list : List.of(Objects.requireNonNull(value));
    }

    private static Optional<EventKind> kind(@Nullable Object name) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }
}
