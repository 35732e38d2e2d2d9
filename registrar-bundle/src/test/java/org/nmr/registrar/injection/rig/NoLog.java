// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.ResourceBundle;

/** Nobody reads what is logged here. */
final class NoLog implements System.Logger {
    @Override
    public String getName() {
        return "none";
    }

    @Override
    public boolean isLoggable(Level level) {
        return false;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        // dropped
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        // dropped
    }
}
