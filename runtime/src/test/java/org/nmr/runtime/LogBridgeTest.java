// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/** What bundles log through the log service is shown. */
class LogBridgeTest {
    @RegisterExtension
    final EmptyFelix felix = new EmptyFelix();

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> answers.get(method.getName())));
    }

    /** A bundle without a manifest version has no symbolic name. */
    @Test
    void logged_byBundleWithoutName_isShown() {
        List<String> shown = new ArrayList<>();
        Logger logger = Logger.getLogger("bundle 7");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                shown.add(entry.getLevel() + " " + entry.getMessage());
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
        logger.addHandler(handler);
        try {
            new LogBridge(felix.context(), message -> false)
                    .logged(fake(
                            LogEntry.class,
                            Map.of(
                                    "getBundle",
                                    fake(Bundle.class, Map.of("getBundleId", 7L)),
                                    "getLogLevel",
                                    LogLevel.WARN,
                                    "getLoggerName",
                                    "any",
                                    "getMessage",
                                    "scripted")));
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(List.of("WARNING scripted"), shown);
    }
}
