// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.EventKind;

/** Reads which of our topics a handler wants, as Event Admin does. */
final class Topics {
    private Topics() {}

    static Set<EventKind> kinds(@Nullable Object property) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        List<String> patterns = texts(property);
        for (EventKind kind : EventKind.values()) {
            String topic = EventAdminSurface.topic(kind);
            if (patterns.stream().anyMatch(pattern -> matches(pattern, topic))) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static boolean matches(String pattern, String topic) {
        return pattern.equals("*")
                || pattern.equals(topic)
                || (pattern.endsWith("/*") && topic.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private static List<String> texts(@Nullable Object property) {
        List<String> texts = new ArrayList<>();
        if (property instanceof String text) {
            texts.add(text);
        } else if (property instanceof String[] array) {
            texts.addAll(List.of(array));
        } else if (property instanceof Collection<?> collection) {
            collection.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }
}
