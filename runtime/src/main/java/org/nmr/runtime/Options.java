// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param command what to do
 * @param load the load folder; the last one counts if several are given
 * @param jars the bundles to install and start, in this order
 */
record Options(Command command, Path load, List<Path> jars) {
    /** What the runtime can do. */
    enum Command {
        DEMO,
        RUN,
        HELP
    }

    private static final Path DEFAULT_LOAD = Path.of("load");

    /**
     * Reads the command line; looks at no file.
     *
     * @throws UsageException if it is wrong
     */
    static Options parse(String... arguments) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Command command = command(rest.isEmpty() ? "help" : rest.pop());
        Path load = DEFAULT_LOAD;
        List<Path> jars = new ArrayList<>();
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            if (isHelp(argument)) {
                return new Options(Command.HELP, load, List.of());
            } else if (command == Command.RUN && argument.equals("--load")) {
                load = path(value(argument, rest));
            } else if (argument.startsWith("-")) {
                throw wrong("unknown option \"" + argument + "\" of " + name(command));
            } else if (command == Command.RUN) {
                jars.add(path(argument));
            } else {
                throw wrong(name(command) + " takes no argument, but was given \"" + argument + "\"");
            }
        }
        return new Options(command, load, List.copyOf(jars));
    }

    private static Command command(String name) throws UsageException {
        return switch (name) {
            case "demo" -> Command.DEMO;
            case "run" -> Command.RUN;
            case "help", "-h", "--help" -> Command.HELP;
            default -> throw wrong("unknown command \"" + name + "\", expected demo, run or help");
        };
    }

    private static boolean isHelp(String argument) {
        return argument.equals("-h") || argument.equals("--help");
    }

    private static String value(String option, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw wrong(option + " expects a folder, but nothing follows");
        }
        return rest.pop();
    }

    private static Path path(String argument) throws UsageException {
        if (argument.isEmpty()) {
            throw wrong("expected the path of a file or folder, was empty");
        }
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw wrong("expected the path of a file or folder, was \"" + argument + "\": " + e.getReason());
        }
    }

    private static String name(Command command) {
        return command.name().toLowerCase(Locale.ROOT);
    }

    private static UsageException wrong(String what) {
        return new UsageException(what + "; see nmr help");
    }
}
