// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.ForeignText;

/** Says of which interfaces there are no stand-ins. */
final class StandInRules {
    /** The class file has room for 65,535 constants, as that of a view. */
    static final String TOO_LARGE = "their methods and the names of these do not fit into one class file";

    private StandInRules() {}

    /**
     * Judges each of the interfaces without its methods.
     *
     * @throws IllegalArgumentException if one cannot be implemented, or is there twice
     */
    static void requireViews(List<Class<?>> interfaces) {
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("stand-ins: expected at least one interface, was none");
        }
        Set<Class<?>> once = new HashSet<>();
        for (Class<?> each : interfaces) {
            String problem = ViewRules.problem(each);
            if (problem != null) {
                refuse(interfaces, "of " + name(each) + ": " + problem);
            }
            if (!once.add(each)) {
                refuse(interfaces, name(each) + " is named twice");
            }
        }
    }

    /**
     * Judges what the interfaces see: a class loader knows one class under each name.
     *
     * @param known what the registrar's own names stand for
     * @return all classes that a stand-in names, under their names
     * @throws IllegalArgumentException if two interfaces see different classes under one name
     */
    static Map<String, Class<?>> requireOneSpace(List<Class<?>> interfaces, Map<String, Class<?>> known) {
        Map<String, Class<?>> all = new HashMap<>(known);
        Map<String, Class<?>> seenBy = new HashMap<>();
        for (Class<?> dispatch : interfaces) {
            Stream.concat(Stream.of(dispatch), ViewMethod.descriptorTypes(dispatch))
                    .filter(type -> !type.isPrimitive())
                    .forEach(type -> {
                        Class<?> other = all.putIfAbsent(type.getName(), type);
                        Class<?> first = seenBy.putIfAbsent(type.getName(), dispatch);
                        if (other != null && other != type) {
                            refuse(interfaces, conflict(type, dispatch, first));
                        }
                    });
        }
        return all;
    }

    private static String conflict(Class<?> type, Class<?> dispatch, @Nullable Class<?> first) {
        return name(dispatch) + " sees another class " + name(type) + " than "
                + (first == null ? "the registrar" : name(first)) + " does. Let their bundles import it from the same"
                + " bundle, and refresh them";
    }

    static void refuse(List<Class<?>> interfaces, @Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException(explain(interfaces, problem));
        }
    }

    static String explain(List<Class<?>> interfaces, String problem) {
        return interfaces.stream()
                .map(StandInRules::name)
                .collect(Collectors.joining(", ", "There is no stand-in for ", ", because " + problem));
    }

    private static String name(Class<?> type) {
        return ForeignText.of(type.getName());
    }
}
