package org.nmr.itests.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A session of Gogo in a framework; reflective, because a test outside sees other classes. */
public final class Shell implements AutoCloseable {
    private final AutoCloseable session;
    private final ByteArrayOutputStream console;

    private Shell(AutoCloseable session, ByteArrayOutputStream console) {
        this.session = session;
        this.console = console;
    }

    /** Opens a session in which the given text is typed behind the command. */
    public static Shell open(BundleContext framework, String typed) throws Exception {
        ServiceReference<?> reference =
                framework.getAllServiceReferences("org.apache.felix.service.command.CommandProcessor", null)[0];
        Object processor = framework.getService(reference);
        InputStream keyboard = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        AutoCloseable session = (AutoCloseable) processor
                .getClass()
                .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                .invoke(processor, keyboard, console, console);
        return new Shell(session, console);
    }

    /** Runs a command line and returns its result as text; throws what the command has thrown. */
    public String run(String line) throws Exception {
        try {
            return String.valueOf(
                    session.getClass().getMethod("execute", CharSequence.class).invoke(session, line));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    /** Returns what was printed so far. */
    public String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        session.close();
    }
}
