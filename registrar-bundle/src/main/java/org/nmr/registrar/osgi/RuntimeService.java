package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.registrar.core.Changes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The diagnostics as a service, with the number of changes as a property. A change schedules one write, and only that write listens
 * for the next change: so there is one write in a second at most, and what changes often costs no more.
 */
final class RuntimeService {
    /** OSGi's name for the property. */
    static final String CHANGE_COUNT = "service.changecount";

    private static final long PAUSE_MILLIS = 1000;

    private final Changes changes;
    private final ScheduledExecutorService writer;
    private final System.Logger log;
    private final ServiceRegistration<RegistrarRuntime> registration;

    /** What the property says. Written by the constructor, then by the writer's thread only. */
    private long written;

    /**
     * Publishes the service.
     *
     * @param writer has one thread; is shut down by {@link #unregister}
     */
    RuntimeService(
            BundleContext context,
            RegistrarRuntime runtime,
            Changes changes,
            ScheduledExecutorService writer,
            System.Logger log) {
        this.changes = changes;
        this.writer = writer;
        this.log = log;
        this.written = changes.count();
        this.registration = context.registerService(RegistrarRuntime.class, runtime, properties(written));
    }

    /** Begins to write changes. */
    void open() {
        schedule(); // finds what has changed since the registration
    }

    void unregister() {
        writer.shutdown();
        registration.unregister();
    }

    /** Runs on the thread that changes something, see {@link Changes#onNext}. */
    private void schedule() {
        Future<?> unused = writer.schedule(this::write, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void write() {
        changes.onNext(this::schedule); // before the count is read, so that no change is missed
        long count = changes.count();
        if (count == written) {
            return;
        }
        written = count;
        try {
            registration.setProperties(properties(count));
        } catch (IllegalStateException unregistered) {
            log.log(DEBUG, "the last change was not written", unregistered);
        }
    }

    private static Dictionary<String, Object> properties(long count) {
        return FrameworkUtil.asDictionary(Map.of(CHANGE_COUNT, count));
    }
}
