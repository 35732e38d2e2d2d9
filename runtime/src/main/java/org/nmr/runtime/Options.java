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
 * @param sample the name of the sample to start, too; empty for none
 * @param web the port of the web console; 0 for none
 * @param reach what this node is for others
 */
record Options(Command command, Path load, List<Path> jars, String sample, int web, Reach reach) {
    /** What the runtime can do. */
    enum Command {
        DEMO,

        /** The demo with two nodes. */
        NODES,

        /** The other node of that demo; for its own use. */
        NODE,
        RUN,
        VERSION,
        HELP
    }

    private static final int WEB_PORT = 8181;

    private static final Path DEFAULT_LOAD = Path.of("load");

    /** Without a sample, without the web console, and alone. */
    Options(Command command, Path load, List<Path> jars) {
        this(command, load, jars, "", 0, Reach.NONE);
    }

    /**
     * Reads the command line; looks at no file.
     *
     * @throws UsageException if it is wrong
     */
    static Options parse(String... arguments) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Command command = command(rest.isEmpty() ? "help" : rest.pop());
        if (rest.stream().anyMatch(Options::isHelp)) {
            return new Options(Command.HELP, DEFAULT_LOAD, List.of());
        }
        return switch (command) {
            case RUN -> run(rest);
            case DEMO -> demo(rest);
            case NODE -> node(rest);
            default -> none(command, rest);
        };
    }

    private static Options run(Deque<String> rest) throws UsageException {
        Path load = DEFAULT_LOAD;
        List<Path> jars = new ArrayList<>();
        String sample = "";
        int web = 0;
        Reach reach = Reach.NONE;
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            switch (argument) {
                case "--load" -> load = path(value(argument, "a folder", rest));
                case "--sample" -> sample = sample(value(argument, "a name", rest));
                case "--web" -> web = port(rest);
                case "--node" -> reach = reach.withNode(value(argument, "a name", rest));
                case "--listen" -> reach = reach.withListen(value(argument, Reach.ADDRESS, rest));
                case "--connect" -> reach = reach.withConnect(value(argument, Reach.ADDRESS, rest));
                default -> jars.add(path(noOption(Command.RUN, argument)));
            }
        }
        return new Options(Command.RUN, load, List.copyOf(jars), sample, web, reach.checked());
    }

    private static Options demo(Deque<String> rest) throws UsageException {
        if (!"--nodes".equals(rest.peek())) {
            return none(Command.DEMO, rest);
        }
        String nodes = value(rest.pop(), "2", rest);
        if (!nodes.equals("2")) {
            throw wrong("--nodes expects 2, but was given \"" + nodes + "\"");
        }
        return new Options(Command.NODES, none(Command.DEMO, rest).load(), List.of());
    }

    private static Options node(Deque<String> rest) throws UsageException {
        Reach reach = Reach.NONE.withNode(Nodes.OTHER).withConnect(value("node", Reach.ADDRESS, rest));
        return new Options(Command.NODE, DEFAULT_LOAD, List.of(), "", 0, reach);
    }

    /** Those of a command that takes nothing, or nothing more. */
    private static Options none(Command command, Deque<String> rest) throws UsageException {
        if (!rest.isEmpty()) {
            throw wrong(name(command) + " takes no argument, but was given \"" + noOption(command, rest.pop()) + "\"");
        }
        return new Options(command, DEFAULT_LOAD, List.of());
    }

    private static String noOption(Command command, String argument) throws UsageException {
        if (argument.startsWith("-")) {
            throw wrong("unknown option \"" + argument + "\" of " + name(command));
        }
        return argument;
    }

    private static Command command(String name) throws UsageException {
        return switch (name) {
            case "demo" -> Command.DEMO;
            case "node" -> Command.NODE;
            case "run" -> Command.RUN;
            case "version", "--version" -> Command.VERSION;
            case "help", "-h", "--help" -> Command.HELP;
            default -> throw wrong("unknown command \"" + name + "\", expected demo, run, version or help");
        };
    }

    private static boolean isHelp(String argument) {
        return argument.equals("-h") || argument.equals("--help");
    }

    private static String value(String option, String expected, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw wrong(option + " expects " + expected + ", but nothing follows");
        }
        return rest.pop();
    }

    private static String sample(String name) throws UsageException {
        if (!Sample.names().contains(name)) {
            throw wrong("unknown sample \"" + name + "\", expected one of " + String.join(", ", Sample.names()));
        }
        return name;
    }

    /** The port may be left out: what follows then is a jar or an option. */
    private static int port(Deque<String> rest) throws UsageException {
        if (rest.isEmpty() || !rest.peek().matches("[0-9]+")) {
            return WEB_PORT;
        }
        String port = rest.pop();
        if (port.length() > 5 || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw wrong("--web expects a port from 1 to 65535, but was given \"" + port + "\"");
        }
        return Integer.parseInt(port);
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

    /** Makes the exception for a wrong command line. */
    static UsageException wrong(String what) {
        return new UsageException(what + "; see nmr help");
    }
}
