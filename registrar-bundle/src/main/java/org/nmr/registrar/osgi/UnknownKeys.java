// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.nmr.RegistrarOptions;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.Names;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.dto.FrameworkDTO;

/** Warns of keys that begin as the registrar's own and that nothing reads: somebody has mistyped one. */
final class UnknownKeys {
    private static final String PREFIX = "nmr.";

    /** So many are named; a source with more has something else in mind. */
    private static final int SHOWN = 10;

    /** What may be among the properties: also what applies where there is no registrar to have a configuration. */
    private static final List<String> PROPERTIES = Stream.concat(
                    Options.KEYS.stream(), Stream.of(RegistrarOptions.ABSENCE_REPORT_AFTER))
            .toList();

    /** What other bundles of this project read begins so. */
    private static final List<String> OF_OTHERS = List.of("nmr.drain.", "nmr.reach.", "nmr.webconsole.", "nmr.sample.");

    private UnknownKeys() {}

    /**
     * Warns of those of the names that are unknown.
     *
     * @param source what has the names, for operators
     */
    static void warn(String source, Collection<String> names, boolean caseSensitive, System.Logger log) {
        List<String> unknown = names.stream()
                .filter(name -> name.regionMatches(/* ignoreCase= */ true, 0, PREFIX, 0, PREFIX.length()))
                .filter(name -> !isKnown(name, caseSensitive))
                .sorted()
                .toList();
        unknown.stream()
                .limit(SHOWN)
                .forEach(name -> log.log(WARNING, source + ": " + ForeignText.of(name) + why(name)));
        if (unknown.size() > SHOWN) {
            log.log(WARNING, source + ": " + (unknown.size() - SHOWN) + " more names that begin with nmr. are unknown");
        }
    }

    private static String why(String name) {
        String nearest = Names.nearest(name, PROPERTIES);
        return nearest.equals(name)
                ? " changes nothing here. It is read from the properties of the framework only"
                : " is unknown and changes nothing. The nearest known name is " + nearest;
    }

    private static boolean isKnown(String name, boolean caseSensitive) {
        return caseSensitive ? PROPERTIES.contains(name) : Options.KEYS.stream().anyMatch(name::equalsIgnoreCase);
    }

    /**
     * Warns of the framework's properties, and the system's, that are unknown.
     *
     * <p>Only a snapshot of the whole framework has their names. It may run foreign code, the {@code toString()} of
     * what others have as properties of services. So this runs on a thread of its own.
     */
    static void warnOfProperties(BundleContext context, System.Logger log) {
        TreeSet<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
        try {
            Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
            FrameworkDTO dto = framework == null ? null : framework.adapt(FrameworkDTO.class);
            if (dto != null) {
                names.addAll(dto.properties.keySet());
            }
        } catch (Throwable failed) {
            log.log(
                    WARNING,
                    "the names of the framework's properties are not checked, because they cannot be read",
                    failed);
        }
        names.removeIf(name -> OF_OTHERS.stream().anyMatch(name::startsWith));
        warn("framework properties", names, /* caseSensitive= */ true, log);
    }
}
