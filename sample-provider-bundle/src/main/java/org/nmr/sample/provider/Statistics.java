package org.nmr.sample.provider;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * What this module counts, for the demo and the tests; all counters start at 0 with each start of the bundle.
 *
 * <p>Each counter is an OSGi service of type {@link LongSupplier} with a name, so a reader shares no class
 * with this bundle. Who keeps the object can read it after the bundle has stopped.
 */
final class Statistics {
    static final String NAME = "nmr.sample.counter";

    private final LongAdder attached = new LongAdder();
    private final LongAdder detached = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final LongAdder lateCalls = new LongAdder();

    /** Set once, after the unload; read at the entry of each call. */
    private volatile boolean ended;

    /** Registers the services; the framework unregisters them when the bundle has stopped. */
    void publish(BundleContext context) {
        publish(context, "attached", attached::sum);
        publish(context, "detached", detached::sum);
        publish(context, "pending", pending::sum);
        publish(context, "late-calls", lateCalls::sum);
    }

    private static void publish(BundleContext context, String name, LongSupplier counter) {
        context.registerService(LongSupplier.class, counter, FrameworkUtil.asDictionary(Map.of(NAME, name)));
    }

    /** The bindings that were accepted. */
    LongAdder attached() {
        return attached;
    }

    /** The bindings that were cleaned up. */
    LongAdder detached() {
        return detached;
    }

    /** The detaches that were not complete at once. */
    LongAdder pending() {
        return pending;
    }

    /** The calls that came in after {@link #end}. */
    LongAdder lateCalls() {
        return lateCalls;
    }

    /**
     * The first line of each method that a client calls.
     *
     * @throws IllegalStateException if the bundle has been unloaded; counted as a late call
     */
    void enter(String call) {
        if (ended) {
            lateCalls.increment();
            throw new IllegalStateException(
                    call + ": expected no call after the provider's stop(); this is a client that has not detached, or"
                            + " a registrar that did not wait for it");
        }
    }

    /** From now on each call is a late one. */
    void end() {
        ended = true;
    }
}
