package org.nmr.sample.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * What this module counts, for the demo and the tests; all counters start at 0 with each activation.
 *
 * <p>Each counter is an OSGi service of type {@link LongSupplier} with a name, so a reader shares no class
 * with this bundle. Who keeps the object can read it after the bundle has stopped.
 */
final class Statistics {
    static final String NAME = "nmr.sample.counter";

    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder attached = new LongAdder();
    private final LongAdder detached = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final LongAdder lateCalls = new LongAdder();

    /** The services; used by the activating and the deactivating thread only. */
    private final List<ServiceRegistration<LongSupplier>> services = new ArrayList<>();

    /** Set once, after the unload; read at the entry of each call. */
    private volatile boolean ended;

    void publish(BundleContext context) {
        publish(context, "calls", calls::sum);
        publish(context, "failed", failed::sum);
        publish(context, "answers", answers::sum);
        publish(context, "lost", lost::sum);
        publish(context, "attached", attached::sum);
        publish(context, "detached", detached::sum);
        publish(context, "pending", pending::sum);
        publish(context, "late-calls", lateCalls::sum);
    }

    private void publish(BundleContext context, String name, LongSupplier counter) {
        services.add(
                context.registerService(LongSupplier.class, counter, FrameworkUtil.asDictionary(Map.of(NAME, name))));
    }

    /** The bundle may stay when the component goes, so the framework would not do it. */
    void withdraw() {
        services.forEach(ServiceRegistration::unregister);
        services.clear();
    }

    /** The calls made through a provider. */
    LongAdder calls() {
        return calls;
    }

    /** Those of the calls that threw. */
    LongAdder failed() {
        return failed;
    }

    /** The answers that came. */
    LongAdder answers() {
        return answers;
    }

    /** The datagrams whose answer did not come in time; no failure. */
    LongAdder lost() {
        return lost;
    }

    /** The bindings that were attached. */
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
     * The first line of each method that a provider calls.
     *
     * @throws IllegalStateException if the module has been unloaded; counted as a late call
     */
    void enter(String call) {
        if (ended) {
            lateCalls.increment();
            throw new IllegalStateException(
                    call + ": expected no call after the client was deactivated; this is a provider that has not"
                            + " detached, or a registrar that did not wait for it");
        }
    }

    /** From now on each call is a late one. */
    void end() {
        ended = true;
    }
}
