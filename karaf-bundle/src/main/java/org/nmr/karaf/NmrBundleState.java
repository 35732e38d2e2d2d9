// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.bundle.core.BundleState;
import org.apache.karaf.bundle.core.BundleStateService;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Says of a bundle that a module holds it up, and who does, in the words of the registrar. */
final class NmrBundleState implements BundleStateService {
    /** So long what was found is used: "bundle:list" asks for each bundle. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private static final String BLOCKED = "BLOCKED";

    private final Supplier<@Nullable RegistrarRuntime> registrar;

    /** Null before the first question. Several threads may make one at the same time. */
    private volatile @Nullable Found found;

    private record Found(long made, List<FindingDTO> findings) {}

    NmrBundleState(Supplier<@Nullable RegistrarRuntime> registrar) {
        this.registrar = registrar;
    }

    static void publish(BundleContext context, Supplier<@Nullable RegistrarRuntime> registrar) {
        context.registerService(BundleStateService.class, new NmrBundleState(registrar), null);
    }

    @Override
    public String getName() {
        return "Network Module Registrar";
    }

    @Override
    public BundleState getState(Bundle bundle) {
        return of(bundle).findAny().isPresent() ? BundleState.Waiting : BundleState.Unknown;
    }

    /** Returns null if there is nothing to say: then Karaf does not print the name. */
    @Override
    public @Nullable String getDiag(Bundle bundle) {
        List<FindingDTO> own = of(bundle).toList();
        String text = own.stream().map(NmrBundleState::text).collect(Collectors.joining());
        String next = own.size() > 1 ? line(own.get(0).nextStep) : ""; // of the first, as the verdict is
        return text.isEmpty() ? null : text + next;
    }

    private Stream<FindingDTO> of(Bundle bundle) {
        return findings().stream()
                .filter(finding -> finding.owner.bundle == bundle.getBundleId())
                .filter(finding -> finding.kind.equals(BLOCKED) || finding.serious);
    }

    private List<FindingDTO> findings() {
        Found last = found;
        if (last != null && System.nanoTime() - last.made() < FRESH) {
            return last.findings();
        }
        RegistrarRuntime present = registrar.get();
        List<FindingDTO> findings = present == null ? List.of() : present.getFindings();
        found = new Found(System.nanoTime(), findings);
        return findings;
    }

    private static String text(FindingDTO finding) {
        Stream<String> details = finding.details.stream().map(line -> "  " + line);
        return Stream.of(Stream.of(finding.verdict), details, Stream.of(finding.nextStep))
                .flatMap(lines -> lines)
                .map(NmrBundleState::line)
                .collect(Collectors.joining());
    }

    private static String line(String text) {
        return text.isBlank() ? "" : text + "\n";
    }
}
