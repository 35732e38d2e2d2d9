// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where commands come from: each way has its own bundles, which are in a group of this name. */
enum Prompt {
    /** Typed at a terminal: lines can be edited, and Ctrl-C gives the prompt back. */
    TERMINAL,

    /** Piped in: the end of the input is the end of the runtime. */
    PIPE;

    @SuppressWarnings("SystemConsoleNull") // before Java 22 it is null where no terminal is
    static Prompt choose() {
        Console console = System.console();
        return console != null && isTerminal(console) ? TERMINAL : PIPE;
    }

    /** Since Java 22 there is a console also where no terminal is. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    String group() {
        return this == TERMINAL ? "terminal" : "pipe";
    }

    /** Returns the framework's properties for it. */
    Map<String, String> settings() {
        return this == TERMINAL ? Map.of() : Map.of("gosh.args", "--quiet");
    }

    /** Writes the start-up script that Gogo reads at a terminal. */
    void prepare(Path home) throws IOException {
        if (this == TERMINAL) {
            Path folder = Files.createDirectories(home.resolve("etc"));
            try (InputStream profile = Prompt.class.getResourceAsStream("gosh_profile")) {
                if (profile == null) {
                    throw new IOException("expected gosh_profile beside " + Prompt.class);
                }
                Files.copy(profile, folder.resolve("gosh_profile"));
            }
        }
    }
}
