// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.contract;

import java.util.ResourceBundle;

/** The contract makes modules fail on purpose; their stack traces would hide those of real failures. */
final class QuietLog implements System.Logger {
    @Override
    public String getName() {
        return "quiet";
    }

    @Override
    public boolean isLoggable(Level level) {
        return false;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        // quiet
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        // quiet
    }
}
