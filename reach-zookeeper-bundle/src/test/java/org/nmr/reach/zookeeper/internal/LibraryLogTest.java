// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The libraries' records are for those who look for a fault in them. */
class LibraryLogTest {
    private static final String NAME = "org.apache.zookeeper.LibraryLogTest";

    /** Kept here, because the JDK keeps loggers weakly. */
    private final Logger platform = Logger.getLogger(NAME);

    private final List<String> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord each) {
            records.add(each.getLevel() + " " + each.getMessage()
                    + (each.getThrown() == null ? "" : " " + each.getThrown().getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        platform.setUseParentHandlers(false);
        platform.addHandler(handler);
        handler.setLevel(Level.ALL);
    }

    @AfterEach
    void restore() {
        platform.removeHandler(handler);
        platform.setUseParentHandlers(true);
        platform.setLevel(null);
    }

    private static void write() {
        org.slf4j.Logger library = LoggerFactory.getLogger(NAME);
        library.error("{} of {} failed", 1, 2, new IllegalStateException("why"));
        library.warn("{'no'} format {0}");
        library.info("about {}", "this");
        library.debug("details");
    }

    @Test
    void log_byDefault_isEmpty() {
        write();
        assertEquals(List.of(), records);
    }

    @Test
    void log_debug_hasWarningsAndErrors() {
        platform.setLevel(Level.FINE);
        write();
        assertEquals(List.of("FINE 1 of 2 failed why", "FINE {'no'} format {0}"), records);
    }

    @Test
    void log_trace_hasEverything() {
        platform.setLevel(Level.FINER);
        write();
        assertEquals(
                List.of("FINE 1 of 2 failed why", "FINE {'no'} format {0}", "FINER about this", "FINER details"),
                records);
    }
}
