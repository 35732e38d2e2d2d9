// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.Dictionary;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.RegistrarOptions;
import org.nmr.registrar.text.ForeignText;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/**
 * Reads the registrar's configuration by itself while an unload is in progress. Config Admin delivers all
 * configurations on one thread; if that thread is the one that waits, or is held up by it, what an operator changes
 * would come only after the unload that it is meant for.
 *
 * <p>Loaded only where Config Admin's package is: the import is optional.
 */
final class ConfigurationPull {
    private static final String FILTER = "(" + Constants.SERVICE_PID + "=" + RegistrarOptions.PID + ")";

    /** After so many looks a read counts as blocked, and another thread reads. */
    static final int PATIENCE = 10;

    /** So many threads may be blocked. */
    static final int READERS = 4;

    private final BundleContext context;
    private final ConfiguredOptions options;
    private final ServiceReference<ManagedService> target;
    private final BooleanSupplier inProgress;
    private final Executor threads;
    private final System.Logger log;

    /** The latest read, until it is over; null then. */
    private final AtomicReference<@Nullable Read> latest = new AtomicReference<>();

    /** How many threads read, those that are blocked included. */
    private final AtomicInteger readers = new AtomicInteger();

    /** How often was looked since the latest read has begun; by the thread that looks. */
    private int looks;

    /**
     * Whether the last read has changed something. An update that Config Admin delivered meanwhile may be lost then,
     * so look again.
     */
    private volatile boolean hasChanged;

    /** The last reason why a configuration could not be read, so that it is warned of once. */
    private volatile String unreadable = "";

    /**
     * Makes the pull of one registrar.
     *
     * @param target what Config Admin delivers to
     * @param inProgress tells whether an unload is in progress
     * @param threads runs each read on a thread of its own
     */
    ConfigurationPull(
            BundleContext context,
            ConfiguredOptions options,
            ServiceReference<ManagedService> target,
            BooleanSupplier inProgress,
            Executor threads,
            System.Logger log) {
        this.context = context;
        this.options = options;
        this.target = target;
        this.inProgress = inProgress;
        this.threads = threads;
        this.log = log;
    }

    /** Begins a read if one is due, and never blocks; returns whether to come again in a second. By one thread. */
    boolean look() {
        boolean isDue = inProgress.getAsBoolean() || hasChanged;
        if (isDue && mayBegin()) {
            begin();
        }
        return isDue;
    }

    /** Config Admin, or the plug-in that blocks a read, may have been replaced since. */
    private boolean mayBegin() {
        return latest.get() == null || (++looks >= PATIENCE && readers.get() < READERS);
    }

    private void begin() {
        Read read = new Read();
        looks = 0;
        readers.incrementAndGet();
        latest.set(read);
        boolean isStarted = false;
        try {
            threads.execute(read);
            isStarted = true;
        } finally {
            if (!isStarted) {
                read.end(); // there was no thread for it; the next look tries again
            }
        }
    }

    /** One read; it may be blocked, by Config Admin or by one of its plug-ins. */
    private final class Read implements Runnable {
        @Override
        public void run() {
            try {
                ServiceReference<ConfigurationAdmin> admin = context.getServiceReference(ConfigurationAdmin.class);
                boolean changed = admin != null && read(admin);
                if (latest.get() == this) {
                    hasChanged = changed;
                }
            } catch (IOException | InvalidSyntaxException | IllegalStateException failed) {
                log.log(DEBUG, "the configuration was not read", failed);
            } catch (Throwable failed) {
                warnOnce(ForeignText.of(failed));
            } finally {
                end();
            }
        }

        private boolean read(ServiceReference<ConfigurationAdmin> reference)
                throws IOException, InvalidSyntaxException {
            ConfigurationAdmin admin = context.getService(reference);
            if (admin == null) {
                return false;
            }
            try {
                Dictionary<String, ?> values = values(admin.listConfigurations(FILTER));
                return latest.get() == this && apply(values); // one that was blocked may have an old answer
            } finally {
                context.ungetService(reference);
            }
        }

        private void end() {
            readers.decrementAndGet();
            latest.compareAndSet(this, null);
        }
    }

    /** Returns what Config Admin would deliver; null if that is nothing. */
    private @Nullable Dictionary<String, ?> values(Configuration @Nullable [] found) {
        return found == null || !isForRegistrar(found[0].getBundleLocation()) ? null : processed(found[0]);
    }

    /** A configuration may be bound to another bundle, which alone gets it. */
    private boolean isForRegistrar(@Nullable String location) {
        return location == null
                || location.startsWith("?")
                || location.equals(context.getBundle().getLocation());
    }

    /** As plug-ins have changed it, such as those that replace placeholders. */
    private @Nullable Dictionary<String, ?> processed(Configuration found) {
        try {
            return found.getProcessedProperties(target);
        } catch (NoSuchMethodError before) { // version 1.6 of Config Admin
            return found.getProperties();
        }
    }

    private boolean apply(@Nullable Dictionary<String, ?> values) {
        Options read;
        try {
            read = ConfigurationUpdates.read(options, values);
        } catch (ConfigurationException wrong) {
            warnOnce(String.valueOf(wrong.getMessage()));
            return false;
        }
        if (read.equals(options.present())) {
            return false;
        }
        options.apply(read);
        log.log(INFO, "read the configuration " + RegistrarOptions.PID + ", which Config Admin has not delivered yet");
        return true;
    }

    private void warnOnce(String message) {
        if (!message.equals(unreadable)) {
            unreadable = message;
            log.log(
                    WARNING,
                    "configuration " + RegistrarOptions.PID + ": " + message
                            + ". The registrar keeps the present options");
        }
    }
}
