// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.report.Blocker;
import org.nmr.registrar.report.Blockers;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.Names;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.Snapshot;

/**
 * Answers "why?": a finding for each end that waits, for each module that could not register, and for each NPI whose
 * clients have no provider. For one look.
 */
final class Findings {
    /** So many names are compared with one that is not known. */
    private static final int COMPARED = 1000;

    private final Registrar registrar;
    private final Diagnostics diagnostics;
    private final InstalledBundles bundles;
    private final Snapshot snapshot;

    Findings(Registrar registrar, Diagnostics diagnostics, InstalledBundles bundles) {
        this.registrar = registrar;
        this.diagnostics = diagnostics;
        this.bundles = bundles;
        this.snapshot = new Snapshot(registrar.environment().timing(), /* withStacks= */ true);
    }

    /** Returns what does not go on, the most urgent first. */
    List<FindingDTO> all() {
        List<FindingDTO> findings = new ArrayList<>();
        diagnostics.getUnloads().forEach(unload -> findings.add(blocked(unload)));
        findings.addAll(registrar.notLoaded().findings(snapshot));
        List<LiveClient<?, ?>> clients = Unattached.clients(registrations()).toList();
        findings.addAll(new Unattached(registrar, snapshot).ofClients(clients));
        return seriousFirst(findings);
    }

    /** An end that goes on must not hide one that does not. */
    private static List<FindingDTO> seriousFirst(List<FindingDTO> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(finding -> !finding.serious))
                .toList();
    }

    /** Returns what there is to say of a bundle, module or NPI; one finding at least. */
    List<FindingDTO> of(String name) {
        Objects.requireNonNull(name, "getFindings: expected the name of a bundle, module or NPI, was null");
        String shown = ForeignText.of(name);
        List<LiveRegistration<?, ?>> registrations =
                registrations().filter(each -> isMeant(each, name, shown)).toList();
        Map<String, OwnerDTO> owners = new LinkedHashMap<>();
        registrations.forEach(each -> add(owners, each.who().copy()));
        modules()
                .filter(module -> isNamed(module.who().copy(), name, shown))
                .forEach(module -> add(owners, module.who().copy()));
        List<FindingDTO> findings = new ArrayList<>();
        for (UnloadDTO unload : diagnostics.getUnloads()) {
            if (isNamed(unload.owner, name, shown) || isOver(unload, shown) || isOwnerOf(unload, owners)) {
                findings.add(blocked(unload));
            }
        }
        registrar.notLoaded().findings(snapshot).stream()
                .filter(finding -> isNamed(finding.owner, name, shown))
                .forEach(findings::add);
        Unattached unattached = new Unattached(registrar, snapshot);
        findings.addAll(
                unattached.ofClients(Unattached.clients(registrations.stream()).toList()));
        registrations.stream()
                .filter(LiveProvider.class::isInstance)
                .flatMap(each -> unattached.ofProvider((LiveProvider<?, ?>) each).stream())
                .forEach(findings::add);
        if (findings.isEmpty()) {
            owners.values().forEach(owner -> findings.add(idle(owner)));
        }
        return findings.isEmpty() ? installed(name) : seriousFirst(findings);
    }

    private List<FindingDTO> installed(String name) {
        List<FindingDTO> found = bundles.named(name);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expected the id or symbolic name of a bundle, the name of a module, or"
                    + " the id of an NPI, was " + ForeignText.of(name) + similar(name));
        }
        return found;
    }

    private String similar(String name) {
        Collection<String> known = new TreeSet<>();
        registrations().limit(COMPARED).forEach(each -> {
            known.add(each.who().owner().name());
            known.add(each.who().module());
            known.add(each.instance().npiId());
        });
        return Names.mistyped(name, known)
                .map(near -> "; is " + ForeignText.of(near) + " meant?")
                .orElse("; nmr:list shows them");
    }

    private Stream<LiveModule> modules() {
        return registrar.modules().stream();
    }

    private Stream<LiveRegistration<?, ?>> registrations() {
        return modules().flatMap(module -> module.registrations().stream());
    }

    /** One for each bundle. */
    private static void add(Map<String, OwnerDTO> owners, OwnerDTO owner) {
        owners.putIfAbsent(owner.bundle + " " + owner.name, owner);
    }

    private static boolean isMeant(LiveRegistration<?, ?> registration, String name, String shown) {
        return registration.instance().npiId().equals(name)
                || Who.npi(registration.instance()).equals(shown)
                || isNamed(registration.who().copy(), name, shown);
    }

    private static boolean isNamed(OwnerDTO owner, String name, String shown) {
        return owner.name.equals(shown)
                || owner.module.equals(shown)
                || Long.toString(owner.bundle).equals(name);
    }

    private static boolean isOver(UnloadDTO unload, String npi) {
        return unload.outstanding.stream().anyMatch(binding -> binding.npi.equals(npi));
    }

    private static boolean isOwnerOf(UnloadDTO unload, Map<String, OwnerDTO> owners) {
        return owners.containsKey(unload.owner.bundle + " " + unload.owner.name);
    }

    private FindingDTO blocked(UnloadDTO unload) {
        List<Blocker> blockers = Blockers.of(unload);
        Blocker culprit = blockers.get(0);
        FindingDTO finding = finding("BLOCKED", unload.owner, unload.subject);
        finding.cause = culprit.kind().name();
        finding.binding = culprit.binding();
        finding.npi = npi(unload.outstanding);
        finding.verdict = Report.head(unload, blockers);
        finding.details = Report.bounded(unload);
        finding.nextStep = culprit.nextStep();
        finding.ageMillis = unload.ageMillis;
        long delay = Policy.nanos(registrar.unloads().policy().reportAfter()) / 1_000_000;
        finding.serious = culprit.kind().isForEver() || unload.ageMillis >= delay;
        finding.unload = unload;
        return finding;
    }

    private static String npi(List<BindingDTO> bindings) {
        List<String> npis = bindings.stream()
                .map(binding -> binding.npi)
                .distinct()
                .limit(2)
                .toList();
        return npis.size() == 1 ? npis.get(0) : "";
    }

    private FindingDTO idle(OwnerDTO owner) {
        boolean isRegistered =
                registrations().anyMatch(each -> each.who().owner().id() == owner.bundle);
        Optional<LiveModule> module = modules()
                .filter(each -> each.who().owner().id() == owner.bundle)
                .findFirst();
        return isRegistered || module.isEmpty() ? idleBundle(owner) : withoutRegistration(module.get());
    }

    private FindingDTO withoutRegistration(LiveModule module) {
        FindingDTO finding = finding("NOT_LOADED", module.who().copy(), module.toString());
        Thread thread = Loading.of(module);
        if (thread == null) {
            finding.cause = "NOTHING_REGISTERED";
            finding.verdict = module + " is loaded, and has registered nothing";
            finding.nextStep = "look whether its register() registers a client or provider";
            return finding;
        }
        HolderDTO holder = snapshot.holder(Holder.inside(thread, "register() of " + module));
        finding.cause = "LOADING";
        finding.verdict =
                module + " is not loaded yet, and has registered nothing: it waits for " + Report.moduleCode(holder);
        finding.details = Report.of(holder);
        finding.nextStep = "let register() return; its stack shows where it is";
        return finding;
    }

    private FindingDTO idleBundle(OwnerDTO owner) {
        String bundle = ForeignText.of(owner.name) + " [" + owner.bundle + "]";
        FindingDTO finding = finding("IDLE", owner, bundle);
        List<BindingDTO> calls = calls(owner);
        if (calls.isEmpty()) {
            finding.cause = "NOTHING";
            finding.verdict = bundle + " is not unloading, and no call of its bindings is in flight";
            finding.nextStep = "nothing to do; nmr:bindings shows who is attached";
            return finding;
        }
        Blocker first = Report.blockers(calls).get(0);
        finding.cause = first.kind().name();
        finding.binding = first.binding();
        finding.verdict = bundle + " is not unloading. An unload would now wait for " + first.text();
        List<String> details = new ArrayList<>();
        calls.stream()
                .limit(Report.BINDINGS)
                .forEach(binding -> Report.of(binding).lines().forEach(line -> details.add("  " + line)));
        finding.details = details;
        finding.nextStep = "nothing to do now; before it is stopped, updated or refreshed, let this return";
        return finding;
    }

    /** The bindings of a bundle through which calls are in flight. */
    private List<BindingDTO> calls(OwnerDTO owner) {
        List<LiveBinding<?, ?>> bindings = registrations()
                .filter(each -> each.who().owner().id() == owner.bundle)
                .<LiveBinding<?, ?>>flatMap(each -> each.bindings().stream())
                .distinct()
                .toList();
        return snapshot.of(bindings).stream()
                .filter(binding -> binding.client.calls + binding.provider.calls > 0)
                .toList();
    }

    private static FindingDTO finding(String kind, OwnerDTO owner, String subject) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.owner = owner;
        finding.subject = ForeignText.of(subject);
        return finding;
    }
}
