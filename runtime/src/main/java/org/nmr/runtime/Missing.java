// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.wiring.BundleCapability;

/**
 * Finds out what a bundle lacks that is not resolved, and what to do about it. It compares requirements with
 * capabilities, because the text of the framework's exception is for those who know the resolver. Confined to one
 * thread at a time.
 */
final class Missing {
    /** So many of one bundle are named; the rest is counted. */
    private static final int SHOWN = 5;

    /** Whose bundle is usually what is missing, by the name of an extender. */
    private static final Map<String, String> EXTENDERS = Map.of(
            "osgi.component", "Declarative Services, such as org.apache.felix.scr",
            "osgi.blueprint", "Blueprint, such as org.apache.aries.blueprint",
            "osgi.cdi", "CDI, such as org.apache.aries.cdi.extender",
            "osgi.serviceloader.processor", "SPI Fly, org.apache.aries.spifly.dynamic.bundle",
            "osgi.serviceloader.registrar", "SPI Fly, org.apache.aries.spifly.dynamic.bundle");

    private final BundleContext context;
    private final Path load;

    /** As it was at the last look. */
    private Offers offers = Offers.none();

    /**
     * Makes what looks at the bundles of one framework.
     *
     * @param load where a bundle is to be put
     */
    Missing(BundleContext context, Path load) {
        this.context = context;
        this.load = load;
    }

    /**
     * One thing that is missing.
     *
     * @param what what was expected, and what was seen
     * @param action what to do
     */
    private record Lack(String what, String action) {}

    /** Looks at what is offered; to be called before {@link #lines}. */
    void look() {
        offers = Offers.of(context, offers);
    }

    /** Keeps nothing of the bundles. */
    void forget() {
        offers = Offers.none();
    }

    /** Returns two lines, what is missing and what to do; none if each requirement can be met. */
    List<String> lines(Bundle bundle) {
        List<Lack> all =
                offers.lacks(bundle).stream().map(need -> lack(bundle, need)).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        return Stream.of(
                        name(bundle) + " does not start: " + list(all.stream().map(Lack::what)),
                        "to start " + bundle.getSymbolicName() + ", "
                                + list(all.stream().map(Lack::action).distinct()))
                .map(BundleFiles::printable)
                .toList();
    }

    private static String list(Stream<String> texts) {
        List<String> all = texts.toList();
        String shown = String.join("; ", all.subList(0, Math.min(SHOWN, all.size())));
        return all.size() > SHOWN ? shown + "; and " + (all.size() - SHOWN) + " more" : shown;
    }

    private Lack lack(Bundle bundle, Offers.Need need) {
        List<BundleCapability> waiting = need.matching();
        Wanted wanted = Wanted.of(need.requirement());
        if (!waiting.isEmpty()) {
            String other = name(waiting.get(0).getRevision().getBundle());
            return new Lack(wanted + " is offered by " + other + ", which is not resolved itself", "help " + other);
        }
        return switch (wanted.namespace()) {
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> java(bundle, wanted);
            case NativeNamespace.NATIVE_NAMESPACE ->
                new Lack(
                        "it has native code, but none for " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch"),
                        "take a build of it that has");
            default -> absent(bundle, wanted);
        };
    }

    private static Lack java(Bundle bundle, Wanted wanted) {
        int here = Runtime.version().feature();
        return new Lack(
                "it needs " + wanted + ", but this is Java " + here,
                "run nmr with such a Java (set JAVA_HOME), or build " + bundle.getSymbolicName() + " for Java " + here);
    }

    private Lack absent(Bundle bundle, Wanted wanted) {
        List<String> others = offers.of(wanted.namespace()).stream()
                .filter(wanted::isSameName)
                .map(capability -> Wanted.version(capability)
                        + wanted.has()
                        + name(capability.getRevision().getBundle()))
                .distinct()
                .toList();
        String put = "put " + wanted.source() + hint(wanted) + " into " + load;
        return others.isEmpty()
                ? new Lack(wanted.none(), put + ": it starts then")
                : new Lack(
                        wanted + " wanted, " + list(others.stream()),
                        put + ", or build " + bundle.getSymbolicName() + " for what is there");
    }

    private static String hint(Wanted wanted) {
        String usual = EXTENDERS.get(wanted.name());
        return usual == null ? "" : " (" + usual + ")";
    }

    /** Returns a bundle's name and id. */
    static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return (name == null ? "bundle" : name) + " [" + bundle.getBundleId() + "]";
    }
}
