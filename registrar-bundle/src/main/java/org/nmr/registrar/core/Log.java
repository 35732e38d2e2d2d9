// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The log, which cannot fail: a binding between two steps, or a thread that waits, must go on whatever happens to a
 * record. A logger may run foreign code: that of a closed bundle, or of the exception that it prints.
 */
final class Log {
    private final System.Logger logger;

    Log(System.Logger logger) {
        this.logger = logger;
    }

    /** Returns a text that may fail to be made, because it asks threads and modules; then its head and why. */
    static String text(String head, Supplier<String> text) {
        try {
            return text.get();
        } catch (Throwable failed) {
            return head + ": expected to say more, but " + failed.getClass().getName() + " was thrown";
        }
    }

    void info(String message) {
        write(INFO, message, null);
    }

    void warn(String message) {
        write(WARNING, message, null);
    }

    /** An exception that cannot be printed is named instead. */
    void warn(String message, Throwable thrown) {
        if (!write(WARNING, message, thrown)) {
            write(WARNING, message + ": " + thrown.getClass().getName() + ", which cannot be printed", null);
        }
    }

    /** Returns whether the record was written. */
    private boolean write(System.Logger.Level level, String message, @Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                logger.log(level, message);
            } else {
                logger.log(level, message, thrown);
            }
            return true;
        } catch (Throwable failed) {
            return false; // there is no place left to report it
        }
    }
}
