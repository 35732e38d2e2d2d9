// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.management.JMException;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.Registrar;

/**
 * How many bytes does an idle binding keep, and an idle registration?
 *
 * <p>Compares what the garbage collector finds before and after; everything that stays is counted, whoever made it. The
 * bindings are 1 provider x 10,000 clients, with {@code BindingContext.NONE} and shared dispatch objects.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.nmr.benchmarks.MemoryFootprint
 * </pre>
 */
public final class MemoryFootprint {
    /** 1 provider x 10,000 clients, so many times, which makes the tool's own objects disappear. */
    private static final int STARS = 10;

    private static final int COUNT = STARS * 10_000;
    private static final Owner OWNER = new Owner(1, "org.nmr.benchmarks", "1.0.0");

    /** Less than this per object is noise. */
    private static final double SHOWN = 0.5;

    private final PrintStream out;

    /** Keeps everything that is measured reachable. */
    private final List<Object> kept = new ArrayList<>();

    private MemoryFootprint(PrintStream out) {
        this.out = out;
    }

    /** Measures and prints; takes no arguments. */
    public static void main(String[] arguments) throws JMException {
        MemoryFootprint footprint = new MemoryFootprint(System.out);
        footprint.measureAll(); // loads classes and fills caches
        footprint.kept.clear();
        footprint.out.println("Again, now that all classes are loaded; these figures count:");
        footprint.measureAll();
    }

    private void measureAll() throws JMException {
        Registrar registrar = new Registrar(Environment.DEFAULT);
        kept.add(registrar);
        measureBinding(registrar);
        measureFloor();
        measureRegistration(registrar);
    }

    private void measureBinding(Registrar registrar) throws JMException {
        List<Star> stars =
                stars(i -> new RegistrarStar(registrar, "org.nmr.memory.star-" + i, Role.PROVIDER, COUNT / STARS));
        measure("binding, 1 provider x 10,000 clients", () -> Star.attachAll(stars, COUNT));
        measure("the same after its end: what goes away", () -> stars.forEach(Star::detach));
        measure("binding of a client that had one before", () -> Star.attachAll(stars, COUNT));
    }

    private void measureFloor() throws JMException {
        List<Star> stars = stars(i -> new PlainStar(Role.PROVIDER, COUNT / STARS));
        measure("binding in plain linked lists", () -> Star.attachAll(stars, COUNT));
    }

    private List<Star> stars(IntFunction<Star> make) {
        List<Star> stars = IntStream.range(0, STARS).mapToObj(make).toList();
        kept.add(stars);
        return stars;
    }

    private void measureRegistration(Registrar registrar) throws JMException {
        TrivialModules modules = new TrivialModules("org.nmr.memory.idle");
        LiveModule shared = open(registrar);
        measureEach("idle registration, all of one module for one NPI", i -> modules.register(Role.CLIENT, shared));
        measureEach(
                "idle registration, each with a module of its own, for one NPI",
                i -> modules.register(Role.CLIENT, open(registrar)));
        List<TrivialModules> each = IntStream.range(0, COUNT)
                .mapToObj(i -> new TrivialModules("org.nmr.memory.idle-" + i))
                .toList();
        measureEach(
                "idle registration, each with a module and an NPI of its own",
                i -> each.get(i).register(Role.CLIENT, open(registrar)));
    }

    private static LiveModule open(Registrar registrar) {
        return registrar.open(OWNER).openModule("module");
    }

    private void measureEach(String what, IntFunction<Registration> register) throws JMException {
        Registration[] handles = new Registration[COUNT];
        kept.add(handles);
        measure(what, () -> Arrays.setAll(handles, register));
    }

    private void measure(String what, Runnable step) throws JMException {
        ClassHistogram before = ClassHistogram.take();
        step.run();
        ClassHistogram grown = ClassHistogram.take().minus(before);
        out.printf("%7.1f B  %s%n", perObject(grown.total()), what);
        grown.bytes().entrySet().stream()
                .filter(row -> Math.abs(perObject(row.getValue())) >= SHOWN)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(row -> out.printf("%15.1f B  %s%n", perObject(row.getValue()), row.getKey()));
    }

    private static double perObject(long bytes) {
        return (double) bytes / COUNT;
    }
}
