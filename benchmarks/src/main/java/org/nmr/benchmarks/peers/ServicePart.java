// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.Samples;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What do drained services cost when services come and go, and when they are looked up? Other services that nobody
 * asked to drain pay for the hooks only.
 */
final class ServicePart implements Part<ServiceCase> {
    /** Many, because most of what runs is the framework's code, and long. */
    private static final int WARM_UP = 100_000;

    private static final int CYCLES = 5_000;

    @Override
    public String id() {
        return "services";
    }

    @Override
    public String title() {
        return "Services that come, go and are found";
    }

    @Override
    public List<ServiceCase> contenders() {
        return ServiceCase.all();
    }

    @Override
    public List<Block> blocks(Effort effort) {
        String others = String.format(Locale.ROOT, "%,d", others(effort));
        return List.of(
                new Block(
                        "register and unregister one service, us (ratio to plain)",
                        List.of(
                                new Block.Column("alone", "nobody gets it"),
                                new Block.Column("used", "a tracker gets it"),
                                new Block.Column("crowd", "a tracker gets it, beside " + others + " others"))),
                new Block(
                        "find services among " + others + " that are not drained, us (ratio to plain)",
                        List.of(new Block.Column("one", "one, by filter"), new Block.Column("all", "all"))));
    }

    private static int others(Effort effort) {
        return effort.unrelated().get(1);
    }

    @Override
    public String table(Block block, Figures figures) {
        return Table.plain(block, contenders(), (each, column) -> cell(each, column, figures));
    }

    private static String cell(ServiceCase each, String column, Figures figures) {
        Optional<Double> plain = figures.of(each.plain(), column).map(Figures.Spread::median);
        Optional<Double> figure = figures.of(each, column).map(Figures.Spread::median);
        return figure.flatMap(value -> plain.map(base -> Table.number(value) + " (" + Table.number(value / base) + ")"))
                .orElse("–");
    }

    @Override
    public Map<String, Double> measure(ServiceCase each, Effort effort) throws Exception {
        try (Host host = each.launcher().launch(each.kind().bundles())) {
            BundleContext provider = start(host, "services.provider");
            BundleContext consumer = start(host, "services.consumer");
            Dictionary<String, Object> properties =
                    FrameworkUtil.asDictionary(each.kind().properties());
            Map<String, Double> figures = new HashMap<>();
            figures.put("alone", comeAndGo(provider, properties, effort));
            ServiceTracker<Adder, Adder> tracker = new ServiceTracker<>(consumer, Adder.class, null);
            tracker.open();
            figures.put("used", comeAndGo(provider, properties, effort));
            crowd(provider, others(effort));
            figures.put("crowd", comeAndGo(provider, properties, effort));
            figures.put("one", find(consumer, "(number=7)", 1, effort));
            figures.put("all", find(consumer, "(number=*)", others(effort), effort));
            return figures;
        }
    }

    /** Services of others are drained, and found, only where they are not those of the system bundle. */
    private static BundleContext start(Host host, String name) throws Exception {
        Bundle bundle = host.install(new BundleFile("org/nmr/benchmarks/bundle", "Bundle-Category", name));
        bundle.start();
        return bundle.getBundleContext();
    }

    private static void crowd(BundleContext provider, int others) {
        for (int i = 0; i < others; i++) {
            provider.registerService(Runnable.class, () -> {}, FrameworkUtil.asDictionary(Map.of("number", i)));
        }
    }

    private static double comeAndGo(BundleContext provider, Dictionary<String, Object> properties, Effort effort) {
        Adder service = number -> number;
        return micros(
                effort,
                () -> provider.registerService(Adder.class, service, properties).unregister());
    }

    private static double find(BundleContext consumer, String filter, int expected, Effort effort)
            throws InvalidSyntaxException {
        return micros(effort, () -> {
            int found = consumer.getServiceReferences(Runnable.class, filter).size();
            if (found != expected) {
                throw new IllegalStateException(filter + ": expected " + expected + " services, found " + found);
            }
        });
    }

    private static <E extends Exception> double micros(Effort effort, Effort.Step<E> step) throws E {
        effort.warmUp(WARM_UP, step);
        List<Long> nanos = new ArrayList<>();
        effort.repeat(CYCLES, () -> {
            long begin = System.nanoTime();
            step.run();
            nanos.add(System.nanoTime() - begin);
        });
        return new Samples(nanos).median() / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
