// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal.slf4j;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A logger of the libraries. They report each try to connect, many with a stack, while this bundle says once that the
 * registry is away. So what is a warning or an error to them is DEBUG here, and everything else is TRACE.
 */
final class PlatformLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient System.Logger log;

    PlatformLogger(String name, System.Logger log) {
        this.name = name;
        this.log = log;
    }

    private static System.Logger.Level level(Level theirs) {
        return theirs.compareTo(Level.WARN) <= 0 ? System.Logger.Level.DEBUG : System.Logger.Level.TRACE;
    }

    @Override
    public boolean isTraceEnabled() {
        return log.isLoggable(System.Logger.Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isTraceEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return isTraceEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isLoggable(System.Logger.Level.DEBUG);
    }

    @Override
    public boolean isErrorEnabled() {
        return isWarnEnabled();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return PlatformLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level theirs,
            @Nullable Marker marker,
            String format,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String message = arguments == null ? format : MessageFormatter.basicArrayFormat(format, arguments);
        if (thrown == null) {
            log.log(level(theirs), message);
        } else {
            log.log(level(theirs), message, thrown);
        }
    }
}
