// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.report.Changes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The diagnostics as a service, with the number of changes as a property.
 *
 * <p>Writing the property calls listeners, which may block. So each write has a thread of its own, and there is one at
 * a time.
 */
final class RuntimeService {
    /** OSGi's name for the property. */
    static final String CHANGE_COUNT = "service.changecount";

    private final Changes changes;
    private final Executor threads;
    private final System.Logger log;
    private final ServiceRegistration<RegistrarRuntime> registration;

    /** What the property says. Written by the thread that writes the property. */
    private volatile long written;

    /** Whether there is a thread that writes the property. */
    private final AtomicBoolean writing = new AtomicBoolean();

    /**
     * Publishes the service.
     *
     * @param threads starts a thread for each task
     */
    RuntimeService(
            BundleContext context, RegistrarRuntime runtime, Changes changes, Executor threads, System.Logger log) {
        this.changes = changes;
        this.threads = threads;
        this.log = log;
        this.written = changes.count();
        this.registration = context.registerService(RegistrarRuntime.class, runtime, properties(written));
    }

    void unregister() {
        registration.unregister();
    }

    /**
     * Starts to write the count if it has changed; returns whether it is not written yet, so that it is to be tried
     * again.
     */
    boolean write() {
        if (changes.count() == written) {
            return false;
        }
        if (writing.compareAndSet(false, true)) {
            start();
        }
        return true;
    }

    private void start() {
        boolean started = false;
        try {
            threads.execute(this::writeNow);
            started = true;
        } finally {
            if (!started) { // "unable to create native thread"
                writing.set(false);
            }
        }
    }

    private void writeNow() {
        long count = changes.count();
        try {
            registration.setProperties(properties(count));
        } catch (IllegalStateException unregistered) {
            log.log(DEBUG, "the last change was not written to " + CHANGE_COUNT, unregistered);
        } catch (Throwable failed) { // the framework's listeners
            log.log(WARNING, CHANGE_COUNT + " of the registrar could not be written: " + count, failed);
        } finally {
            written = count; // what has failed is not tried again until the next change
            writing.set(false);
        }
    }

    private static Dictionary<String, Object> properties(long count) {
        return FrameworkUtil.asDictionary(Map.of(CHANGE_COUNT, count));
    }
}
