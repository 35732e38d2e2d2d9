// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nmr.registrar.text.ForeignText;

/** Stacks for operators: the frames of modules are shown, and those of the JDK and of the framework are counted. */
final class StackText {
    /** So many lines of each stack are shown. */
    static final int LINES = 15;

    /** Whose code a frame is. */
    private enum Code {
        JDK("JDK", "java.", "javax.", "jdk.", "sun.", "com.sun."),
        FRAMEWORK("framework", "org.osgi.", "org.apache.felix.", "org.eclipse.osgi.", "org.apache.karaf."),
        REGISTRAR("registrar", "org.nmr.registrar."),
        /** Also a counted view: it says which method was called. */
        MODULE("module");

        private final String label;

        @SuppressWarnings("ImmutableEnumChecker") // a copy
        private final List<String> packages;

        Code(String label, String... packages) {
            this.label = label;
            this.packages = List.of(packages);
        }

        static Code of(String frame) {
            int end = frame.indexOf('(');
            String name = withoutAddress(end < 0 ? frame : frame.substring(0, end));
            String type = name.substring(name.lastIndexOf('/') + 1); // behind the class loader and the JDK's module
            return Stream.of(values())
                    .filter(code -> code.packages.stream().anyMatch(type::startsWith))
                    .findFirst()
                    .orElse(isOfTheApi(type) ? REGISTRAR : MODULE);
        }

        /** The name of a hidden class, such as that of a lambda, ends in a slash and an address. */
        private static String withoutAddress(String name) {
            int address = name.lastIndexOf("/0x");
            return address < 0 ? name : name.substring(0, address);
        }

        /** As {@code org.nmr.NetworkModuleActivator.start}: a class of that package, and not of one below it. */
        private static boolean isOfTheApi(String type) {
            int next = API.length();
            return type.startsWith(API) && type.length() > next && Character.isUpperCase(type.charAt(next));
        }
    }

    private static final String API = "org.nmr.";

    private StackText() {}

    /** Returns the innermost frame of a module, or the innermost one if there is none; empty without a stack. */
    static String place(List<String> stack) {
        return stack.stream()
                .filter(frame -> Code.of(frame) == Code.MODULE)
                .findFirst()
                .or(() -> stack.stream().findFirst())
                .map(ForeignText::of)
                .orElse("");
    }

    /** Returns a line for each frame of a module, and one for all between two of them. */
    static List<String> lines(List<String> stack, String prefix) {
        boolean isFolded = stack.stream().anyMatch(frame -> Code.of(frame) == Code.MODULE);
        List<String> lines = new ArrayList<>();
        int next = 0;
        while (next < stack.size() && lines.size() < LINES) {
            int end = isFolded ? endOfRun(stack, next) : next + 1;
            lines.add(end - next < 2 ? prefix + ForeignText.of(stack.get(next)) : folded(stack, next, end));
            next = end;
        }
        if (next < stack.size()) {
            lines.add("and " + (stack.size() - next) + " more frames");
        }
        return lines;
    }

    /** Returns where the frames end that belong to no module. */
    private static int endOfRun(List<String> stack, int start) {
        int end = start;
        while (end < stack.size() && Code.of(stack.get(end)) != Code.MODULE) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    /** What a module has called stands at the end of the innermost frames. */
    private static String folded(List<String> stack, int start, int end) {
        Set<Code> codes = EnumSet.noneOf(Code.class);
        stack.subList(start, end).forEach(frame -> codes.add(Code.of(frame)));
        String labels = codes.stream().map(code -> code.label).collect(Collectors.joining(" and "));
        return "\u2026 " + (end - start) + " " + labels + " frames"
                + (start == 0 ? ", the outermost " + ForeignText.of(stack.get(end - 1)) : "");
    }
}
