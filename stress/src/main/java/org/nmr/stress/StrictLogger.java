// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The registrar's log: here it has nothing to warn of, except of long waits on a busy machine. */
final class StrictLogger implements System.Logger {
    private final Results results;

    StrictLogger(Results results) {
        this.results = results;
    }

    @Override
    public String getName() {
        return "stress";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        record(level, thrown == null ? message : message + ": " + Dump.of(thrown));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {
        record(level, format);
    }

    private void record(Level level, String message) {
        if (message.contains(" has waited ")) {
            results.count(Count.LONG_WAITS);
        } else if (level.compareTo(Level.WARNING) >= 0) {
            results.broken("the registrar warned: " + message);
        }
    }
}
