// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static java.util.Comparator.comparingInt;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bundles that are packed into the runnable jar, as {@code bundles/<start level>[-<group>]/<name>.jar}.
 *
 * <p>Those without a group belong to every run.
 */
final class PackedBundles {
    private static final Pattern ENTRY = Pattern.compile("bundles/(\\d+)(?:-(\\w+))?/([^/]+)\\.jar");

    private final List<PackedBundle> bundles;

    /**
     * One of them.
     *
     * @param startLevel the start level to install it with
     * @param group what it is for; empty if for every run
     * @param name the artifact's name
     * @param location the URL to install it from, and to update it from later
     */
    record PackedBundle(int startLevel, String group, String name, String location) {}

    private PackedBundles(List<PackedBundle> bundles) {
        this.bundles = bundles;
    }

    /** Reads the table of contents of the jar that this class comes from. */
    static PackedBundles read() throws IOException {
        URI jar = jar();
        try (JarFile file = new JarFile(new File(jar))) {
            return new PackedBundles(file.stream()
                    .map(JarEntry::getName)
                    .map(ENTRY::matcher)
                    .filter(Matcher::matches)
                    .map(entry -> bundle(jar, entry))
                    .sorted(comparingInt(PackedBundle::startLevel).thenComparing(PackedBundle::location))
                    .toList());
        }
    }

    private static PackedBundle bundle(URI jar, Matcher entry) {
        String group = entry.group(2) == null ? "" : entry.group(2);
        return new PackedBundle(
                Integer.parseInt(entry.group(1)), group, entry.group(3), "jar:" + jar + "!/" + entry.group());
    }

    /** Returns the jar that this class comes from. */
    static URI jar() throws IOException {
        try {
            return PackedBundles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IOException("expected to run from a jar", e);
        }
    }

    /** Returns all of them, by ascending start level. */
    List<PackedBundle> all() {
        return bundles;
    }

    /** Returns the bundles of a group, by ascending start level. */
    List<PackedBundle> group(String group) {
        return bundles.stream().filter(bundle -> bundle.group().equals(group)).toList();
    }
}
