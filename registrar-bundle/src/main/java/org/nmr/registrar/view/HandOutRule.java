// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.HandsOut;
import org.nmr.registrar.text.ForeignText;

/**
 * Says which methods hand out their results: those that are marked, and those whose result is of a type with one of
 * these names.
 *
 * @param types the names
 */
record HandOutRule(Set<String> types) {
    /** Only methods that are marked. */
    static final HandOutRule MARKED = new HandOutRule(Set.of());

    /** Whether this declaration says so. A type that the caller chooses is none of the named ones. */
    private boolean isHandedOut(ViewResult declared) {
        return declared.method().isAnnotationPresent(HandsOut.class)
                || (!declared.isOpen() && types.contains(declared.type().getName()));
    }

    /**
     * Looks at all declarations of one method.
     *
     * @return the one whose result all others allow, as far as there is one; null if the method hands nothing out
     */
    @Nullable
    ViewResult of(List<ViewResult> declarations) {
        if (declarations.stream().noneMatch(this::isHandedOut)) {
            return null;
        }
        ViewResult narrowest = declarations.get(0);
        for (ViewResult each : declarations) {
            boolean isNarrower = narrowest.type().isAssignableFrom(each.type());
            if (isNarrower && (narrowest.type() != each.type() || narrowest.isOpen())) {
                narrowest = each;
            }
        }
        return narrowest;
    }

    /** Judges what methods hand out, but for the methods of that; null if nothing is wrong. */
    static @Nullable String problem(Collection<ViewMethod> methods) {
        for (ViewMethod each : methods) {
            ViewResult out = each.handedOut();
            String problem = out == null ? null : problem(each, out);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String problem(ViewMethod method, ViewResult out) {
        String what = ForeignText.of(method.method().toString()) + " hands out ";
        if (method.kind() != AsyncKind.NONE) {
            return what + "an asynchronous result, and what that is completed with is not looked at. Hand out the"
                    + " object itself, or an object by which it is asked for";
        }
        if (out.isOpen()) {
            return what + "a type that its caller chooses, so no view can be of that type. Declare the type";
        }
        if (!method.method().getReturnType().isAssignableFrom(out.type())) {
            return what + ForeignText.of(out.type().getName()) + ", but must return "
                    + ForeignText.of(method.method().getReturnType().getName()) + ", too";
        }
        String problem = ViewRules.problem(out.type());
        return problem == null ? null : because(what + ForeignText.of(out.type().getName()), problem);
    }

    /** Says that what is handed out cannot be. */
    static String because(String what, String problem) {
        return what + ", of which there is no counted view either: " + problem;
    }
}
