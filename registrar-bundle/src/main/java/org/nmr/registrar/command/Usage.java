// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What each command is called with. */
enum Usage {
    LIST("", "no argument", "lists the registrations, the ends in progress, and what has become of the pairs", true),
    BINDINGS("[NPI]", "one NPI, or nothing for all", "lists the bindings, their states, and who is inside", true),
    NPIS("", "no argument", "lists the NPIs with the number of their clients, providers and bindings", true),
    FAILED("", "no argument", "lists modules that are not loaded, pairs that did not attach, and revocations", true),
    WHY(
            "[BUNDLE|MODULE|NPI]",
            "one bundle, module or NPI, or nothing for all that does not go on",
            "says who blocks, why nobody is attached, or why a module is not loaded; and what to do next",
            true),
    GRAPH("", "no argument", "draws the modules and their bindings", false, "--all", "--mermaid", "--dot"),
    WATCH(
            "[list|bindings|npis|failed|why]",
            "list, bindings, npis, failed, or why",
            "shows a list, or the answer of nmr:why, again each second, until a key is pressed",
            false,
            "--count N"),
    REVOKE(
            "BINDING",
            "the id of one binding, which nmr:why shows",
            "asks the operator, and revokes a binding that holds up an unload",
            false,
            "-y",
            "--yes"),
    VERSION("", "no argument", "says which registrar, API, framework and JVM run", false),
    COMPLETE("COMMAND", "the name of one command", "returns what may follow a command, for completion", false);

    static final String ALL = "--all";
    static final String JSON = "--json";
    static final String HELP = "--help";

    /** What a wrong number or kind of arguments is told. */
    final String expected;

    private final String arguments;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a copy
    private final List<String> options;

    Usage(String arguments, String expected, String description, boolean isList, String... options) {
        this.arguments = arguments;
        this.expected = expected;
        this.description = description;
        List<String> all = new ArrayList<>(isList ? List.of(ALL, JSON) : List.of());
        all.addAll(List.of(options));
        all.add(HELP);
        this.options = List.copyOf(all);
    }

    /** Finds a command by its name, with or without scope. */
    static Optional<Usage> of(String name) {
        String plain = name.startsWith("nmr:") ? name.substring("nmr:".length()) : name;
        return Stream.of(values())
                .filter(usage -> usage.command().equals(plain))
                .findFirst();
    }

    String command() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is an option of the command, without what may follow it. */
    boolean hasOption(String argument) {
        return options.stream().anyMatch(option -> option.equals(argument) || option.startsWith(argument + " "));
    }

    List<String> options() {
        return options.stream().map(option -> option.split(" ", 2)[0]).toList();
    }

    String help() {
        List<String> lines = new ArrayList<>();
        lines.add("nmr:" + command() + (arguments.isEmpty() ? "" : " " + arguments) + " [" + String.join("] [", options)
                + "]");
        lines.add("  " + description);
        options.stream().map(Usage::explained).filter(line -> !line.isEmpty()).forEach(lines::add);
        return String.join(System.lineSeparator(), lines);
    }

    private static String explained(String option) {
        String text = switch (option) {
            case ALL -> "shows everything, however long it is";
            case JSON -> "as JSON; docs/json.md names each field";
            case "--mermaid" -> "as text for Mermaid";
            case "--dot" -> "as text for Graphviz";
            case "--count N" -> "ends after so many times";
            case "--yes" -> "does not ask; also -y";
            default -> "";
        };
        return text.isEmpty() ? "" : String.format(Locale.ROOT, "  %-10s %s", option, text);
    }
}
