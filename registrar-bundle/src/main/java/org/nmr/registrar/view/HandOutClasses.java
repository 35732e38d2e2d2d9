// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.ForeignText;

/**
 * The views of all that one view hands out, directly or by what it hands out. A type may hand out itself. For one
 * thread.
 */
final class HandOutClasses {
    private final HandOutRule rule;

    /** Makes the text of the exception from a problem. */
    private final UnaryOperator<String> explain;

    private final Map<Class<?>, HandOutMaker> made = new HashMap<>();
    private final Queue<Unfilled> unfilled = new ArrayDeque<>();

    HandOutClasses(HandOutRule rule, UnaryOperator<String> explain) {
        this.rule = rule;
        this.explain = explain;
    }

    /** The types that methods hand out, in the order of {@link #makers}. */
    static List<Class<?>> types(Collection<ViewMethod> methods) {
        return methods.stream()
                .map(ViewMethod::handedOutType)
                .filter(type -> type != null)
                .<Class<?>>map(type -> type)
                .distinct()
                .toList();
    }

    /** Returns what makes the views of these types; filled by {@link #complete}. */
    HandOutMaker[] makers(Collection<ViewMethod> methods) {
        List<Class<?>> types = types(methods);
        HandOutMaker[] makers = new HandOutMaker[types.size()];
        unfilled.add(new Unfilled(types, makers));
        return makers;
    }

    /**
     * Makes all classes.
     *
     * @throws IllegalArgumentException if there is no view of one of the types
     */
    void complete() {
        for (Unfilled each = unfilled.poll(); each != null; each = unfilled.poll()) {
            for (int i = 0; i < each.makers.length; i++) {
                each.makers[i] = maker(each.types.get(i));
            }
        }
    }

    private HandOutMaker maker(Class<?> type) {
        HandOutMaker known = made.get(type);
        if (known != null) {
            return known;
        }
        Collection<ViewMethod> methods = ViewMethod.of(List.of(type), rule);
        refuse(type, ViewRules.problem(methods));
        refuse(type, HandOutRule.problem(methods));
        ViewLoader loader = new ViewLoader(type);
        ViewClass view = new ViewClass(ViewClass.PACKAGE + type.getName(), HandedOutView.class, List.of(type), methods);
        HandOutMaker maker =
                new HandOutMaker(type, view.define(loader, this, () -> text(type, ViewRules.tooLarge(type))));
        loader.keep(maker.name());
        made.put(type, maker);
        return maker;
    }

    private void refuse(Class<?> type, @Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException(text(type, problem));
        }
    }

    private String text(Class<?> type, String problem) {
        return explain.apply(HandOutRule.because("it hands out " + ForeignText.of(type.getName()), problem));
    }

    /** The makers that one class will use, for its types. */
    private static final class Unfilled {
        private final List<Class<?>> types;
        private final HandOutMaker[] makers;

        Unfilled(List<Class<?>> types, HandOutMaker[] makers) {
            this.types = types;
            this.makers = makers;
        }
    }
}
