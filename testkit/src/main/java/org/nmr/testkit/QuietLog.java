// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A log that drops everything, for tests whose modules fail on purpose. A subclass may use the records.
 */
public class QuietLog implements System.Logger {
    /** Makes the log. */
    public QuietLog() {}

    @Override
    public String getName() {
        return "quiet";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {}

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object @Nullable ... params) {}
}
