// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertEquals(List.of("WARNING scripted"), shown("scripted", null));
    }

    /** A location is part of many messages of the framework. */
    @ParameterizedTest
    @CsvSource({
        "cannot start https://me:secret@host/a.jar, cannot start https://***@host/a.jar",
        "mvn:https://me:@secret@host!g/a/1 and http://b, mvn:https://***@host!g/a/1 and http://b",
        "https://host/a.jar?x=1&passWord=secret&y=2#z, https://host/a.jar?x=1&passWord=***&y=2#z",
        "http://host/a.jar?access_token=secret is gone, http://host/a.jar?access_token=*** is gone",
        "mail me@host at http://host/a@b, mail me@host at http://host/a@b"
    })
    void logged_locationWithAPassword_isHidden(String message, String shown) {
        assertEquals(List.of("WARNING " + shown), shown(message, null));
        List<String> withException = shown("x", new IllegalStateException(message, new Exception(message)));
        assertEquals(1, withException.size());
        assertFalse(withException.get(0).contains("secret"), withException::toString);
        assertTrue(withException.get(0).contains(shown), withException::toString);
    }

    @Test
    void logged_exceptionThatCannotBePrinted_isNamed() {
        Exception unprintable = new Exception() {
            @Override
            public String toString() {
                throw new AssertionError("as the test says");
            }
        };
        assertEquals(
                List.of("WARNING x" + System.lineSeparator()
                        + unprintable.getClass().getName()),
                shown("x", unprintable));
    }

    private List<String> shown(String message, Throwable thrown) {
        List<String> shown = new ArrayList<>();
        Logger logger = Logger.getLogger("bundle 7");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                shown.add(entry.getLevel() + " " + entry.getMessage()
                        + (entry.getThrown() == null ? "" : " " + entry.getThrown()));
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
        logger.setUseParentHandlers(false);
        try {
            Map<String, Object> answers = new HashMap<>(Map.of(
                    "getBundle",
                    fake(Bundle.class, Map.of("getBundleId", 7L)),
                    "getLogLevel",
                    LogLevel.WARN,
                    "getLoggerName",
                    "any",
                    "getMessage",
                    message));
            answers.put("getException", thrown);
            new LogBridge(felix.context(), text -> false).logged(fake(LogEntry.class, answers));
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return shown;
    }
}
