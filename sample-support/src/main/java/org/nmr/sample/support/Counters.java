// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * What every sample module counts, for the demo and the tests; a subclass adds counters of its own.
 *
 * <p>Each counter is an OSGi service of type {@link LongSupplier} with a name, so a reader shares no class
 * with the bundle. Who keeps the object can read it after the bundle has stopped.
 *
 * <p>Thread safety: any thread may count and enter; one thread at a time publishes or withdraws.
 */
public class Counters {
    /** The service property with the name of a counter. */
    public static final String NAME = "nmr.sample.counter";

    /** Filled by the constructors only. */
    private final Map<String, LongAdder> byName = new LinkedHashMap<>();

    private final LongAdder attached = counter("attached");
    private final LongAdder detached = counter("detached");
    private final LongAdder lateCalls = counter("late-calls");

    private final String end;
    private final String peer;
    private final List<ServiceRegistration<LongSupplier>> services = new ArrayList<>();

    /** The calls that came in, and those of them that are over; the late ones are in neither. */
    private final LongAdder entered = new LongAdder();

    private final LongAdder left = new LongAdder();

    /** Set once, after the unload; read at the entry of each call. */
    private volatile boolean ended;

    /**
     * Makes counters that stand at 0.
     *
     * @param end what has happened when no call may come any more, for a message
     * @param peer the role of those that call, for a message
     */
    public Counters(String end, String peer) {
        this.end = end;
        this.peer = peer;
    }

    /**
     * Adds a counter; for the constructors of subclasses.
     *
     * @param name the name
     * @return the counter, at 0
     */
    protected final LongAdder counter(String name) {
        return byName.computeIfAbsent(name, unused -> new LongAdder());
    }

    /**
     * Reads a counter by its name.
     *
     * @param name the name
     * @return the value; 0 if there is no such counter
     */
    public final long sum(String name) {
        LongAdder counter = byName.get(name);
        return counter == null ? 0 : counter.sum();
    }

    /**
     * Registers the services.
     *
     * @param context the bundle's context
     */
    public final void publish(BundleContext context) {
        byName.forEach((name, counter) -> services.add(context.registerService(
                LongSupplier.class, counter::sum, FrameworkUtil.asDictionary(Map.of(NAME, name)))));
    }

    /** Unregisters the services; for a module that ends before its bundle does, else the framework does it. */
    public final void withdraw() {
        services.forEach(ServiceRegistration::unregister);
        services.clear();
    }

    /**
     * The bindings that were attached.
     *
     * @return the counter
     */
    public final LongAdder attached() {
        return attached;
    }

    /**
     * The bindings that were cleaned up.
     *
     * @return the counter
     */
    public final LongAdder detached() {
        return detached;
    }

    /**
     * The calls that came in after {@link #end}, and those that had come before and had not left.
     *
     * @return the counter
     */
    public final LongAdder lateCalls() {
        return lateCalls;
    }

    /**
     * The first line of each method that a peer calls; {@link #leave} follows in a {@code finally}, unless this throws.
     *
     * @param call the name of the method
     * @throws IllegalStateException if the module has been unloaded; counted as a late call
     */
    public final void enter(String call) {
        if (ended) {
            lateCalls.increment();
            throw new IllegalStateException(call + ": expected no call after " + end + ". The " + peer
                    + " has not detached, or the registrar has not waited for it");
        }
        entered.increment();
    }

    /** The last line of each method that a peer calls. */
    public final void leave() {
        left.increment();
    }

    /**
     * From now on each call is a late one; and so is each that is still inside. This asks nobody but the calls
     * themselves, so it finds a registrar that has not waited.
     */
    public final void end() {
        ended = true;
        // In this order, or a call that passes meanwhile would make it negative.
        long gone = left.sum();
        lateCalls.add(entered.sum() - gone);
    }
}
