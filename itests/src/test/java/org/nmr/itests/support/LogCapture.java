// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Collects what the registrar logs, of any thread, instead of printing it. */
public final class LogCapture implements BeforeEachCallback, AfterEachCallback {
    private static final Formatter FORMATTER = new SimpleFormatter();

    /** Held, because the log manager holds loggers weakly. */
    private final Logger logger = Logger.getLogger("org.nmr.registrar");

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getLevel() + " " + FORMATTER.formatMessage(entry));
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        messages.clear();
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    /** Returns the messages so far, each with its level in front. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** Waits for a message with this text. */
    public String await(String text) {
        Await.until(
                "a log message with \"" + text + "\", saw " + messages,
                () -> messages.stream().anyMatch(message -> message.contains(text)));
        return messages.stream()
                .filter(message -> message.contains(text))
                .findFirst()
                .orElseThrow();
    }
}
