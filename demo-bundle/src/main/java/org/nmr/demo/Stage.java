// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/** The modules that play in the story, and what is counted and measured of them. Told by one thread. */
final class Stage {
    /** How many threads call, in each client; it is what the sample client does without a configuration. */
    static final int CALLERS = 8;

    private static final String CLIENT = "org.nmr.sample.client";
    private static final String PROVIDER = "org.nmr.sample.provider";
    private static final String DRAIN = "org.nmr.drain";
    private static final String REGISTRAR = "org.nmr.registrar";

    private final BundleContext context;
    private final PublishedCounters counters;
    private final Stops stops = new Stops();
    private final Unloads unloads;
    private final List<SlowModule> slowModules = new ArrayList<>();

    /** Each load is a new one; the last one may be there now. */
    private final List<ClassicClient> classicClients = new ArrayList<>();

    private long updates;

    /** How long something took, all of it and up to the end of {@code stop()}. */
    record Time(long stop, long all) {}

    /** What a bundle is asked to do. */
    @FunctionalInterface
    interface Order {
        void to(Bundle bundle) throws BundleException;
    }

    /** Begins to count and to measure; must come before the modules. */
    Stage(BundleContext context) throws InvalidSyntaxException {
        this.context = context;
        this.counters = new PublishedCounters(context);
        this.unloads = Unloads.count(context);
        counters.open();
        context.addBundleListener(stops);
    }

    /** The bundle of this story, and of the classic client. */
    Bundle own() {
        return context.getBundle();
    }

    Bundle client() {
        return bundle(CLIENT);
    }

    Bundle provider() {
        return bundle(PROVIDER);
    }

    Bundle registrar() {
        return bundle(REGISTRAR);
    }

    /** The bundle that drains ordinary services. */
    Bundle drain() {
        return bundle(DRAIN);
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected an installed bundle " + symbolicName));
    }

    /** Loads a module, which is unloaded at the end at the latest. */
    SlowModule load(SlowModule module) {
        slowModules.add(module);
        module.load(context);
        return module;
    }

    /** Unloads those that were loaded before, and loads another one, which is unloaded at the end at the latest. */
    SlowModule loadAlone(SlowModule module) {
        slowModules.forEach(SlowModule::unload);
        return load(module);
    }

    /** Loads the classic client anew; it is unloaded at the end at the latest. */
    void loadClassic() {
        ClassicClient classic = new ClassicClient(CALLERS, new ClassicStatistics());
        classicClients.add(classic);
        classic.load(context);
    }

    /** Unloads the classic client, if it is there; returns how long that took. */
    long unloadClassic() {
        return classicClients.stream().mapToLong(Stage::unload).sum();
    }

    /** Unloads a module, if it is there; returns how long that took. */
    static long unload(DemoModule module) {
        long start = System.nanoTime();
        module.unload();
        return System.nanoTime() - start;
    }

    /** Gives an order that includes a stop. */
    Time measure(Bundle bundle, Order order) throws BundleException {
        long start = System.nanoTime();
        order.to(bundle);
        long end = System.nanoTime();
        return new Time(stops.nanosSince(start, bundle), end - start);
    }

    /** Updates a bundle; returns how long its {@code stop()} took. */
    long update(Bundle bundle) throws BundleException {
        updates++;
        return measure(bundle, Bundle::update).stop();
    }

    /** Does to the classic client what an update does; returns how long its unload took. */
    long updateClassic() {
        updates++;
        long time = unloadClassic();
        loadClassic();
        return time;
    }

    /** Returns what the sample client has counted, whose calls the registrar counts. */
    Tally counted() {
        return Tally.of(name -> counters.sum(CLIENT, name));
    }

    /** Returns what the client has counted that counts its calls by hand. */
    Tally classic() {
        return classicClients.stream()
                .map(client -> Tally.of(client.statistics()::sum))
                .reduce(Tally.NOTHING, Tally::plus);
    }

    /** Returns what all providers have counted. */
    Tally providers() {
        return slowModules.stream()
                .map(module -> Tally.of(module.counters()::sum))
                .reduce(Tally.of(name -> counters.sum(PROVIDER, name)), Tally::plus);
    }

    /** How many calls of both clients have failed. */
    long failed() {
        return counted().failed() + classic().failed();
    }

    /** How many calls of the sample client were refused, because a provider was going. */
    long refused() {
        return counters.sum(CLIENT, "refused");
    }

    /** Of how many calls of the sample client the outcome is unknown, because the provider's node was lost. */
    long unknown() {
        return counters.sum(CLIENT, "unknown");
    }

    /** Returns the bindings that are there now; every one has one of the two clients on one side. */
    long bindings() {
        return counted().bindings() + classic().bindings();
    }

    /** Waits until so many bindings are there. */
    void awaitBindings(long expected) throws TimeoutException {
        Conditions.await(expected + " attached bindings", () -> bindings() == expected);
    }

    /** Waits until each client that is attached has got so many more answers: traffic flows both ways. */
    void awaitAnswers(long more) throws TimeoutException {
        awaitAnswers("client", this::counted, more);
        awaitAnswers("classic client", this::classic, more);
    }

    private static void awaitAnswers(String name, Supplier<Tally> client, long more) throws TimeoutException {
        Tally now = client.get();
        if (now.bindings() > 0) {
            long expected = now.answers() + more;
            Conditions.await(
                    more + " more answers for the " + name, () -> client.get().answers() >= expected);
        }
    }

    /** Unloads every module that is still there; nothing is called any more when it returns. */
    void clear() throws BundleException {
        client().stop();
        unloadClassic();
        slowModules.forEach(SlowModule::unload);
        provider().stop();
    }

    /** Returns the result; only right after {@link #clear}. */
    Summary summary() {
        return new Summary(counted(), classic(), providers(), updates, unloads.count());
    }
}
