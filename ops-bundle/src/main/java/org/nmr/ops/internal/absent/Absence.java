// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.absent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nmr.NetworkModule;
import org.nmr.diagnostics.FindingDTO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Says that no registrar is there, which is why no module is loaded, and what is seen of one.
 *
 * @param context the framework's
 */
record Absence(BundleContext context) {
    private static final String REGISTRAR = "org.nmr.registrar";

    /** So many modules are named that wait for a registrar. */
    private static final int NAMED = 10;

    FindingDTO finding() {
        Optional<Bundle> registrar = Arrays.stream(context.getBundles())
                .filter(bundle -> REGISTRAR.equals(bundle.getSymbolicName()))
                .max(Comparator.comparingInt(Bundle::getState));
        FindingDTO finding = new FindingDTO();
        finding.kind = "NO_REGISTRAR";
        finding.cause = "NO_REGISTRAR";
        finding.subject = "all modules";
        finding.verdict = "no registrar is there, so no module is loaded: "
                + registrar.map(Absence::seen).orElse("no bundle " + REGISTRAR + " is installed");
        finding.details = waiting();
        finding.nextStep = registrar.map(Absence::advice).orElse("install and start org.nmr:" + REGISTRAR);
        finding.serious = !finding.details.isEmpty();
        return finding;
    }

    private static String seen(Bundle registrar) {
        return name(registrar)
                + switch (registrar.getState()) {
                    case Bundle.INSTALLED -> " is installed, but not resolved";
                    case Bundle.RESOLVED -> " is not started";
                    case Bundle.STARTING -> " is starting";
                    case Bundle.STOPPING -> " is stopping";
                    default -> " is active, but its service is not seen from here";
                };
    }

    private static String advice(Bundle registrar) {
        long id = registrar.getBundleId();
        return switch (registrar.getState()) {
            case Bundle.STARTING -> "wait until it has started; it loads one module after the other";
            case Bundle.STOPPING -> "wait until it has stopped, then start it again: start " + id;
            case Bundle.ACTIVE -> "let all bundles import org.nmr from the same bundle, then refresh " + id;
            default -> "start it: start " + id + "; if that fails, the exception says what is missing";
        };
    }

    /** The published modules, also those that see another copy of the API. */
    private List<String> waiting() {
        List<String> names = published()
                .map(ServiceReference::getBundle)
                .flatMap(Stream::ofNullable)
                .map(Absence::name)
                .distinct()
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("  modules that wait for a registrar:");
        names.stream().limit(NAMED).forEach(name -> lines.add("    " + name));
        if (names.size() > NAMED) {
            lines.add("    and " + (names.size() - NAMED) + " more");
        }
        return List.copyOf(lines);
    }

    private Stream<ServiceReference<?>> published() {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(NetworkModule.class.getName(), null);
            return found == null ? Stream.empty() : Arrays.stream(found);
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("there is no filter", impossible);
        }
    }

    /** A symbolic name has letters, digits and a few signs: the framework sees to that. */
    private static String name(Bundle bundle) {
        String name = bundle.getHeaders("").get(Constants.BUNDLE_SYMBOLICNAME) == null
                ? "bundle"
                : String.valueOf(bundle.getSymbolicName());
        return name + " [" + bundle.getBundleId() + "]";
    }
}
