// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrintedHelpTest {
    private static final String HELP = "nmr:why [BUNDLE] [--help]";

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintedHelp printed = new PrintedHelp();

    /** Returns what is printed after a command. */
    private String after(String command, @Nullable Object result, @Nullable InputStream keyboard) {
        console.reset();
        CommandSession session = (CommandSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CommandSession.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getKeyboard" -> keyboard;
                        case "getConsole" -> new PrintStream(console, /* autoFlush= */ true, StandardCharsets.UTF_8);
                        default -> throw new AssertionError("unexpected " + method);
                    };
                });
        printed.beforeExecute(session, command);
        printed.afterExecute(session, command, result);
        printed.afterExecute(session, command, new Exception());
        return console.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void afterExecute_helpWithoutKeyboard_isPrinted() {
        for (String command : List.of("nmr:why --help", "why --help", " nmr:why  --help ")) {
            assertEquals(HELP, after(command, HELP, null), command);
            assertEquals(HELP, after(command, HELP, new ByteArrayInputStream(new byte[0])), command);
        }
        assertEquals("usage: nmr:drain BUNDLE", after("nmr:drain --help", "usage: nmr:drain BUNDLE", null));
    }

    /** A console prints the result itself. */
    @Test
    void afterExecute_helpWithKeyboard_isNotPrinted() {
        assertEquals("", after("nmr:why --help", HELP, InputStream.nullInputStream()));
    }

    @Test
    void afterExecute_somethingElse_isNotPrinted() {
        assertEquals("", after("nmr:why", HELP, null));
        assertEquals("", after("nmr:why --help", null, null));
        assertEquals("", after("bundle:list --help", "usage", null));
        assertEquals("", after("x = (nmr:why --help); y", HELP, null));
    }
}
