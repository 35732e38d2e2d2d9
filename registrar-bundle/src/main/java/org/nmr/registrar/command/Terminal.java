// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/**
 * Where a text is read.
 *
 * @param width how many columns a line may have
 * @param isColoured whether it shows colours, so that the text goes to no file and no other program
 */
record Terminal(int width, boolean isColoured) {
    /** What is neither known nor asked for. */
    static final Terminal PLAIN = new Terminal(80, /* isColoured= */ false);

    private static final int WIDEST = 1000;

    private static final String RESET = "\u001b[0m";

    /** Asks a session: the shells of Gogo and Karaf have such variables. */
    static Terminal of(CommandSession session) {
        int width = Stream.of(number(session.get("COLUMNS")), number(System.getenv("COLUMNS")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(PLAIN.width);
        boolean isTerminal = session.get(".terminal") != null || session.get(".jline.terminal") != null;
        boolean isDumb = String.valueOf(session.get("TERM")).startsWith("dumb") || System.getenv("NO_COLOR") != null;
        return new Terminal(width, isTerminal && !isDumb && Console.isShown());
    }

    private static Optional<Integer> number(@Nullable Object value) {
        try {
            int number = value == null ? 0 : Integer.parseInt(value.toString().strip());
            return number > 0 ? Optional.of(Math.min(number, WIDEST)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Marks what is to be read first. */
    String strong(String text) {
        return coloured("\u001b[1m", text);
    }

    /** Marks what is wrong. */
    String wrong(String text) {
        return coloured("\u001b[1;31m", text);
    }

    /** Marks what to do. */
    String advised(String text) {
        return coloured("\u001b[36m", text);
    }

    private String coloured(String colour, String text) {
        return isColoured ? colour + text + RESET : text;
    }
}
