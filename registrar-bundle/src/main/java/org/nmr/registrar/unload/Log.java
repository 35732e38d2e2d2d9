// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.report.ThrownCopy;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;

/**
 * The log, which cannot fail: a binding between two steps, or a thread that waits, must go on whatever happens to a
 * record. A logger may run foreign code: that of a closed bundle, or of the exception that it prints.
 */
public final class Log {
    /** The most bytes of a message beside an exception; a record has room for both. */
    private static final int BESIDE_AN_EXCEPTION = 4 * 1024;

    private final System.Logger logger;

    /** Writes to a logger, which may fail. */
    public Log(System.Logger logger) {
        this.logger = logger;
    }

    /** Returns a text that may fail to be made, because it asks threads and modules; then its head and why. */
    public static String text(String head, Supplier<String> text) {
        try {
            return text.get();
        } catch (Throwable failed) {
            return head + ". The rest of this text is missing, because " + ForeignText.of(failed) + " was thrown";
        }
    }

    /** Cuts a message that is written with an exception: a record has room for both. */
    public static String head(String message) {
        return Bounded.of(message, BESIDE_AN_EXCEPTION, "");
    }

    /**
     * Returns the exception, or a copy if it prints too long or on lines of its own. Calls the exception's methods, so
     * this is for a thread that may block.
     */
    public static Throwable printable(String message, Throwable thrown) {
        return ThrownCopy.unlessPlain(thrown, Bounded.REPORT - Bounded.bytes(message));
    }

    /** Writes what an operator may want to know. */
    public void info(String message) {
        write(INFO, message, null);
    }

    /** Writes a warning. */
    public void warn(String message) {
        write(WARNING, message, null);
    }

    /**
     * Writes a warning. An exception that cannot be printed is named instead; one that is too long is cut.
     *
     * @return whether a record was written
     */
    public boolean warn(String message, Throwable thrown) {
        String type = thrown.getClass().getName();
        return write(WARNING, message, thrown)
                || write(WARNING, message + ": " + ForeignText.of(type) + ", which cannot be printed", null);
    }

    /** Returns whether the record was written. */
    private boolean write(System.Logger.Level level, String message, @Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                logger.log(level, Bounded.report(message));
            } else {
                String head = head(message);
                logger.log(level, head, ThrownCopy.isForeign(thrown) ? thrown : printable(head, thrown));
            }
            return true;
        } catch (Throwable failed) {
            return false; // there is no place left to report it
        }
    }
}
