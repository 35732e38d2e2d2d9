// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Shows on the console what goes wrong in bundles that log through the OSGi log service, such as a component that does
 * not start, and everything that File Install does. Passwords in locations are hidden.
 */
final class LogBridge extends ServiceTracker<LogReaderService, LogReaderService> implements LogListener {
    /** What the framework must export, so that the bundles and this class mean the same log service. */
    static final String PACKAGE = "org.osgi.service.log;version=1.5";

    private static final List<String> TALKATIVE = List.of("org.apache.felix.fileinstall");

    /** What File Install says of a bundle; its location follows. */
    private static final String NOT_STARTED = "Error while starting bundle: ";

    /** Tells of messages of File Install that are not to be shown. */
    private final Predicate<String> unwanted;

    LogBridge(BundleContext context, Predicate<String> unwanted) {
        super(context, LogReaderService.class, null);
        this.unwanted = unwanted;
    }

    /**
     * Stays open until the framework stops.
     *
     * @param unwanted tells of messages of File Install that are not to be shown
     */
    static void open(BundleContext context, Predicate<String> unwanted) {
        new LogBridge(context, unwanted).open();
    }

    @Override
    public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = super.addingService(reference);
        reader.addLogListener(this);
        return reader;
    }

    @Override
    public void logged(LogEntry entry) {
        String name = entry.getBundle().getSymbolicName();
        String logger = name == null ? "bundle " + entry.getBundle().getBundleId() : name;
        LogLevel limit = TALKATIVE.contains(logger) ? LogLevel.INFO : LogLevel.WARN;
        if (limit.implies(entry.getLogLevel()) && !isEvent(entry)) {
            write(Logger.getLogger(logger), level(entry.getLogLevel()), entry);
        }
    }

    private void write(Logger logger, Level level, LogEntry entry) {
        Throwable thrown = entry.getException();
        boolean isLoader = TALKATIVE.contains(logger.getName());
        if (isLoader && unwanted.test(String.valueOf(entry.getMessage()))) {
            return;
        }
        Optional<String> reason = thrown == null || !isLoader ? Optional.empty() : Causes.inOneLine(thrown);
        if (reason.isEmpty()) {
            write(logger, level, Secrets.hide(String.valueOf(entry.getMessage())), thrown);
        } else if (!isWaiting(String.valueOf(entry.getMessage()))) {
            logger.log(level, Secrets.hide(entry.getMessage() + ": " + reason.get()));
        }
    }

    private static void write(Logger logger, Level level, String message, @Nullable Throwable thrown) {
        Optional<String> hidden = thrown == null ? Optional.empty() : Secrets.hide(thrown);
        if (hidden.isEmpty()) {
            logger.log(level, message, thrown);
        } else {
            logger.log(level, message + System.lineSeparator() + hidden.get());
        }
    }

    /** Whether a bundle could not be resolved: then {@link Waiting} says what is missing. */
    private boolean isWaiting(String message) {
        Bundle bundle =
                message.startsWith(NOT_STARTED) ? context.getBundle(message.substring(NOT_STARTED.length())) : null;
        return bundle != null && Waiting.isWaiting(bundle);
    }

    /** The log service also records each event of the framework; only what went wrong is of interest here. */
    private static boolean isEvent(LogEntry entry) {
        return entry.getLogLevel() == LogLevel.INFO && entry.getLoggerName().startsWith("Events.");
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            default -> Level.FINE;
        };
    }
}
