// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/** Why a bundle does not start, in one line where the stack would say no more. */
final class Causes {
    private static final String OLD_JAVA = "java.lang.UnsupportedClassVersionError: ";

    private static final List<String> NO_CLASS =
            List.of("java.lang.ClassNotFoundException: ", "java.lang.NoClassDefFoundError: ");

    /** Causes may be a ring. */
    private static final int LIMIT = 100;

    private static final String FRAMEWORK = BundleException.class.getName() + ": ";

    private Causes() {}

    /** Returns the reason in one line; empty if the stack is of use, because the bundle's own code has thrown. */
    static Optional<String> inOneLine(Throwable thrown) {
        List<String> texts = new ArrayList<>();
        for (Throwable each = thrown; each != null && texts.size() < LIMIT; each = cause(each)) {
            texts.add(text(each));
        }
        String last = texts.get(texts.size() - 1);
        if (!texts.get(0).startsWith(FRAMEWORK)) {
            return Optional.empty();
        }
        if (texts.size() == 1) {
            return Optional.of(printable(last.substring(FRAMEWORK.length())));
        }
        return advice(texts.get(1)).map(advice -> printable(last) + ". " + advice);
    }

    /** Without its classes no code of the bundle has run. */
    private static Optional<String> advice(String cause) {
        if (cause.startsWith(OLD_JAVA)) {
            return Optional.of("Run nmr with a newer Java (set JAVA_HOME), or build the bundle for Java "
                    + Runtime.version().feature());
        }
        return NO_CLASS.stream().anyMatch(cause::startsWith)
                ? Optional.of("Let the bundle import the package of that class, as a build with bnd does, or pack it")
                : Optional.empty();
    }

    /**
     * Returns the text of an exception; the word null for none. The exception may be of a class of the bundle, so its
     * methods may fail. Then it is named by its class.
     */
    static String text(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "null";
        }
        String type = thrown.getClass().getName();
        try {
            // The log service keeps copies of exceptions, which have the text of the original as their message.
            String text = type.startsWith("org.apache.felix.log.") ? thrown.getMessage() : thrown.toString();
            return text == null ? type : text;
        } catch (Throwable failed) {
            return type;
        }
    }

    /** Null also if the exception cannot tell it. */
    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable failed) {
            return null;
        }
    }

    private static String printable(String text) {
        return BundleFiles.printable(text.lines().findFirst().orElse(""));
    }
}
