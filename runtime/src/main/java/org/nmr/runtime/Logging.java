// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up {@code java.util.logging}, where the bundles' {@link System.Logger} ends, on standard error. */
final class Logging {
    private static final String MANAGER = "java.util.logging.manager";
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private Logging() {}

    /** Must come before the first use of a logger; keeps what the user has set. */
    static void setUp() {
        setDefault(MANAGER, UntilTheEnd.class.getName());
        setDefault(FORMAT, "%1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
        // Handlers are made at their first use, but no more once the JVM ends: a record of the last unload would be
        // lost.
        Logger.getLogger("").getHandlers();
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /**
     * Keeps the handlers when the JVM ends: else the records of the last unload are lost, because the log manager's own
     * shutdown hook removes the handlers while ours still waits for the modules.
     */
    public static final class UntilTheEnd extends LogManager {
        /** Created by the JDK, by name. */
        public UntilTheEnd() {}

        @Override
        public void reset() {
            // the handlers stay
        }
    }
}
