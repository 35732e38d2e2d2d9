package org.nmr.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/** The bundles that play in the story, and what is counted and measured of them. */
final class Stage {
    private static final String CLIENT = "org.nmr.sample.client";
    private static final String PROVIDER = "org.nmr.sample.provider";
    private static final String REGISTRAR = "org.nmr.registrar";

    private final BundleContext context;
    private final Counters counters;
    private final Stops stops = new Stops();
    private final Unloads unloads;
    private final List<SlowModule> slowModules = new ArrayList<>();

    /** How long something took, all of it and up to the end of {@code stop()}. */
    record Time(long stop, long all) {}

    /** How many detaches were pending, on each side. */
    record Pending(long client, long provider) {
        Pending since(Pending before) {
            return new Pending(client - before.client, provider - before.provider);
        }

        /** For what an unload of the samples had to wait. */
        @Override
        public String toString() {
            return "the provider's receiver thread (" + provider + " pending) and the client's calls in flight ("
                    + client + " pending)";
        }
    }

    /** What a bundle is asked to do. */
    @FunctionalInterface
    interface Order {
        void to(Bundle bundle) throws BundleException;
    }

    /** Begins to count and to measure; must come before the modules. */
    Stage(BundleContext context) throws InvalidSyntaxException {
        this.context = context;
        this.counters = new Counters(context);
        this.unloads = Unloads.count(context);
        counters.open();
        context.addBundleListener(stops);
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

    /** Gives an order that includes a stop. */
    Time measure(Bundle bundle, Order order) throws BundleException {
        long start = System.nanoTime();
        order.to(bundle);
        long end = System.nanoTime();
        return new Time(stops.nanosSince(start, bundle), end - start);
    }

    long calls() {
        return counters.sum(CLIENT, "calls");
    }

    long failed() {
        return counters.sum(CLIENT, "failed");
    }

    long answers() {
        return counters.sum(CLIENT, "answers");
    }

    long lost() {
        return counters.sum(CLIENT, "lost");
    }

    /** The detaches of the client and the provider that were not complete at once. */
    Pending pending() {
        return new Pending(counters.sum(CLIENT, "pending"), counters.sum(PROVIDER, "pending"));
    }

    /** Every binding of the story has the sample client on one side. */
    long attached() {
        return counters.sum(CLIENT, "attached");
    }

    long detached() {
        return counters.sum(CLIENT, "detached");
    }

    /** Waits for so many more answers: traffic flows both ways. */
    void awaitAnswers(long more) throws TimeoutException {
        long expected = answers() + more;
        Conditions.await(more + " more answers", () -> answers() >= expected);
    }

    /** Waits until so many bindings are there. */
    void awaitBindings(long expected) throws TimeoutException {
        Conditions.await(expected + " attached bindings", () -> attached() - detached() == expected);
    }

    /** Unloads every module that is still there; nothing is called any more when it returns. */
    void clear() throws BundleException {
        client().stop();
        slowModules.forEach(SlowModule::unload);
        provider().stop();
    }

    /** Returns the result; only right after {@link #clear}. */
    Summary summary() {
        long lateCalls = counters.sum(CLIENT, "late-calls")
                + counters.sum(PROVIDER, "late-calls")
                + slowModules.stream().mapToLong(SlowModule::lateCalls).sum();
        return new Summary(calls(), failed(), attached(), detached(), unloads.count(), lateCalls);
    }

    /** Whether the providers have seen the same bindings as the client. */
    boolean sidesAgree() {
        long providerAttached = counters.sum(PROVIDER, "attached")
                + slowModules.stream().mapToLong(SlowModule::attached).sum();
        long providerDetached = counters.sum(PROVIDER, "detached")
                + slowModules.stream().mapToLong(SlowModule::detached).sum();
        return providerAttached == attached() && providerDetached == detached();
    }
}
