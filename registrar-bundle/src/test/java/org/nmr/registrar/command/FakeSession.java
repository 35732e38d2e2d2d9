// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;

/** A session of a shell without terminal. */
final class FakeSession {
    final Map<String, Object> variables = new HashMap<>();
    InputStream keyboard = new ByteArrayInputStream(new byte[0]);
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    CommandSession proxy() {
        PrintStream out = new PrintStream(console, /* autoFlush= */ false, StandardCharsets.UTF_8);
        return (CommandSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CommandSession.class}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "getConsole" -> out;
                        case "getKeyboard" -> keyboard;
                        case "get" -> variables.get((String) args[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    /** What was printed so far. */
    String console() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
