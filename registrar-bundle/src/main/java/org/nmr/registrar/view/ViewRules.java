// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.reflect.Modifier;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.ForeignText;

/** Says of which dispatch types there is no view. */
final class ViewRules {
    private static final String UNTOLD =
            ", a Future that has no callback for its end. Return CompletionStage or Future itself";

    private ViewRules() {}

    /** Judges the type without its methods; null if nothing is wrong. */
    static @Nullable String problem(Class<?> type) {
        if (!type.isInterface()) {
            return "it is not an interface";
        }
        if (type.isHidden()) {
            return "it is a hidden class, which no other class can name";
        }
        if (type.isSealed()) {
            return "it is sealed, so only the types that it permits may implement it";
        }
        if (!isPublic(type)) {
            return "it is not public, and the view has its own class loader";
        }
        if (!type.getModule().isExported(type.getPackageName())) {
            return "its module " + type.getModule().getName() + " does not export its package to all modules";
        }
        return null;
    }

    /** A protected member is public for the virtual machine. */
    private static boolean isPublic(Class<?> type) {
        return (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    /** Judges the methods; null if nothing is wrong. */
    static @Nullable String problem(Collection<ViewMethod> methods) {
        for (ViewMethod each : methods) {
            if (each.kind() == AsyncKind.UNTOLD) {
                return name(each) + " returns " + ForeignText.of(each.result().getName()) + UNTOLD;
            }
            if (each.kind() == AsyncKind.CHOSEN) {
                return name(each) + " returns a subtype of " + each.result().getName() + " that its caller chooses"
                        + UNTOLD;
            }
            if (each.method().getName().equals("finalize") && each.method().getParameterCount() == 0) {
                return name(each) + " would be called by the garbage collector";
            }
        }
        return null;
    }

    /** A method may have 255 parameters. */
    private static String name(ViewMethod method) {
        return ForeignText.of(method.method().toString());
    }

    /** The class file of a view has room for 65,535 constants, and needs several for each method. */
    static String tooLarge(Class<?> type) {
        return "its " + type.getMethods().length + " methods and their names do not fit into one class file";
    }

    /** Often a package of an optional import, or one that the interface's bundle does not import. */
    static String unlinked(Throwable failure) {
        return "it cannot be linked: " + ForeignText.of(failure)
                + ". A view needs all types that the interface's methods name, so"
                + " the interface's bundle must see them";
    }

    static String explain(Class<?> type, String problem) {
        return "There is no counted view of " + ForeignText.of(type.getName()) + ", because " + problem
                + ". Use manual calls instead: enter()";
    }
}
