// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;

/** A session of Gogo in a framework. */
public final class Shell implements AutoCloseable {
    private final CommandSession session;
    private final ByteArrayOutputStream console;

    private Shell(CommandSession session, ByteArrayOutputStream console) {
        this.session = session;
        this.console = console;
    }

    /** Opens a session in which the given text is typed behind the command. */
    public static Shell open(BundleContext framework, String typed) {
        InputStream keyboard = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        CommandProcessor processor = Foreign.service(CommandProcessor.class, framework);
        return new Shell(processor.createSession(keyboard, console, console), console);
    }

    /** Runs a command line and returns its result as text; throws what the command has thrown. */
    public String run(String line) throws Exception {
        return String.valueOf(session.execute(line));
    }

    /** Returns what was printed so far. */
    public String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
    }
}
