// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A log that nobody reads. */
final class NoLog implements System.Logger {
    @Override
    public String getName() {
        return "org.nmr.registrar";
    }

    @Override
    public boolean isLoggable(Level level) {
        return false;
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        assert !isLoggable(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
        assert !isLoggable(level);
    }
}
