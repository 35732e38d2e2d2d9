// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Writes nothing, because a schedule that fails says why by itself. */
class QuietLog implements System.Logger {
    @Override
    public String getName() {
        return "schedules";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {}

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {}
}
