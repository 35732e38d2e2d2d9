// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;

/** Asks the operator. */
@FunctionalInterface
interface Question {
    /** For scripts: does not ask. */
    Question ANSWERED_YES = text -> true;

    /** Returns whether the answer is yes. */
    boolean isYes(String text) throws IOException;

    /** Returns one that asks at the prompt; everything but a clear yes is a no, also the end of input. */
    static Question at(PrintStream console, InputStream keyboard) {
        return text -> {
            console.print(text + " [y/N] ");
            console.flush();
            return Set.of("y", "yes").contains(line(keyboard).strip().toLowerCase(Locale.ROOT));
        };
    }

    /** Reads no byte behind the line, because those are the shell's. */
    private static String line(InputStream keyboard) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = keyboard.read(); next >= 0 && next != '\n' && next != '\r'; next = keyboard.read()) {
            line.write(next);
        }
        return line.toString(Charset.defaultCharset());
    }
}
