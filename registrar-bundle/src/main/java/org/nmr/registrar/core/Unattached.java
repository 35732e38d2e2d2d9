// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.registrar.core.SearchReport.Cause;
import org.nmr.registrar.core.SearchReport.Reason;
import org.nmr.registrar.report.Blocker;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Snapshot;

/** Answers "why is nobody attached?", once for all clients of one NPI. For one look. */
final class Unattached {
    private static final String INDENT = "  ";

    private final Registrar registrar;
    private final Snapshot snapshot;
    private final SearchReport report;

    /** The providers whose end has begun, by NPI; made when it is needed. */
    private @Nullable Map<String, LiveRegistration<?, ?>> ending;

    Unattached(Registrar registrar, Snapshot snapshot) {
        this.registrar = registrar;
        this.snapshot = snapshot;
        this.report = new SearchReport(
                registrar,
                registrar.environment().timing().nanoTime(),
                registrar.pairs().recent(snapshot));
    }

    /** Returns a finding for each NPI of these clients; those that require a provider come first. */
    List<FindingDTO> ofClients(Collection<LiveClient<?, ?>> clients) {
        Map<String, List<LiveClient<?, ?>>> byNpi = new LinkedHashMap<>();
        clients.stream()
                .filter(client -> client.isWithoutProvider() || client.isLosingProvider())
                .sorted(Comparator.comparing((LiveClient<?, ?> client) -> client.requirement() == null)
                        .thenComparing(client -> client.instance().owner().id())
                        .thenComparing(client -> client.instance().id()))
                .forEach(client -> byNpi.computeIfAbsent(client.instance().npiId(), npi -> new ArrayList<>())
                        .add(client));
        return byNpi.values().stream().map(this::ofOneNpi).toList();
    }

    private FindingDTO ofOneNpi(List<LiveClient<?, ?>> clients) {
        LiveClient<?, ?> first = clients.get(0);
        FindingDTO finding = finding(first);
        finding.ageMillis = first.search().hasFound()
                ? -1
                : snapshot.millisSince(first.search().begin());
        // of a provider that still ends, the finding about that end says whether it is serious
        finding.serious =
                clients.stream().anyMatch(client -> client.requirement() != null && client.isWithoutProvider());
        List<LiveProvider<?, ?>> providers = first.space().providers();
        Optional<BindingDTO> proposal = proposal(first);
        if (proposal.isPresent()) {
            attaching(finding, clients, proposal.get());
        } else if (providers.isEmpty()) {
            notOffered(finding, clients);
        } else {
            notAttached(finding, clients, providers);
        }
        finding.details =
                Stream.concat(finding.details.stream(), unsatisfied(clients)).toList();
        return finding;
    }

    /** Those that require a provider, by name. */
    private Stream<String> unsatisfied(List<LiveClient<?, ?>> clients) {
        return clients.stream()
                .filter(client -> client.requirement() != null)
                .limit(SearchReport.NAMED)
                .map(client -> {
                    RegistrationDTO dto = new RegistrationDTO();
                    client.fill(dto, snapshot);
                    Who who = client.who();
                    return INDENT + "unsatisfied: client " + Who.name(who.owner())
                            + (who.module().equals(who.owner().name())
                                    ? ""
                                    : ", module " + ForeignText.of(who.module()))
                            + ", requires a provider of NPI " + Who.npi(client.instance())
                            + (dto.unsatisfiedMillis < 0
                                    ? ""
                                    : " and has had none for " + Report.millis(dto.unsatisfiedMillis));
                });
    }

    private Optional<BindingDTO> proposal(LiveClient<?, ?> client) {
        return snapshot.of(client.bindings()).stream()
                .filter(binding -> binding.state.equals("PROPOSED") || binding.state.equals("ASKING"))
                .findFirst();
    }

    private void attaching(FindingDTO finding, List<LiveClient<?, ?>> clients, BindingDTO proposal) {
        Blocker blocker = Report.blockers(List.of(proposal)).get(0);
        finding.cause = "ATTACHING";
        finding.verdict = report.notAttached(clients) + ". The attach waits for " + blocker.text();
        finding.details = Report.of(proposal).lines().map(line -> INDENT + line).toList();
        finding.nextStep = "let this callback return: its stack shows where it is";
    }

    private void notOffered(FindingDTO finding, List<LiveClient<?, ?>> clients) {
        LiveClient<?, ?> first = clients.get(0);
        String verdict = report.notOffered(clients);
        Optional<LiveRegistration<?, ?>> ending = endingProvider(first);
        Optional<SearchReport.Near> near = report.near(first);
        if (ending.isPresent()) {
            finding.cause = "ENDING";
            finding.verdict = verdict + ". " + name(ending.get()) + " has offered it, but its end has begun";
            finding.nextStep = "nmr:why " + ending.get().instance().owner().id() + " says what that end waits for."
                    + " Then start the bundle again, or another one that offers the NPI";
        } else if (near.isPresent()) {
            finding.cause = "SIMILAR_NPI";
            finding.verdict = verdict + ". " + near.get().evidence();
            finding.nextStep = near.get().advice() + "; nmr:npis shows them";
        } else {
            finding.cause = "NOT_OFFERED";
            finding.verdict = verdict;
            finding.nextStep = "install and start a bundle that offers it; nmr:npis shows what is offered";
            finding.details = registrar.notLoaded().findings(snapshot).stream()
                    .limit(SearchReport.NAMED)
                    .map(each -> INDENT + each.verdict)
                    .toList();
        }
    }

    /** All of them are looked for once, because there may be very many NPIs. */
    private Optional<LiveRegistration<?, ?>> endingProvider(LiveClient<?, ?> client) {
        Map<String, LiveRegistration<?, ?>> known = ending;
        if (known == null) {
            Map<String, LiveRegistration<?, ?>> found = new HashMap<>();
            registrar.modules().stream()
                    .flatMap(module -> module.registrations().stream())
                    .filter(each -> each instanceof LiveProvider && each.ending() != null)
                    .forEach(each -> found.putIfAbsent(each.instance().npiId(), each));
            known = found;
            ending = found;
        }
        return Optional.ofNullable(known.get(client.instance().npiId()));
    }

    private void notAttached(FindingDTO finding, List<LiveClient<?, ?>> clients, List<LiveProvider<?, ?>> providers) {
        LiveClient<?, ?> client = clients.get(0);
        List<String> texts = new ArrayList<>();
        for (Map.Entry<Reason, List<LiveProvider<?, ?>>> each :
                report.reasons(client, providers).entrySet()) {
            LiveProvider<?, ?> provider = each.getValue().get(0);
            if (texts.isEmpty()) {
                because(finding, each.getKey().cause(), client, provider);
            }
            texts.add(text(each.getKey(), each.getValue()));
        }
        finding.verdict = report.notAttached(clients) + ". " + texts.get(0);
        List<String> details = new ArrayList<>(finding.details);
        texts.stream().skip(1).limit(SearchReport.NAMED).forEach(text -> details.add(INDENT + text));
        finding.details = List.copyOf(details);
    }

    private static String text(Reason reason, List<LiveProvider<?, ?>> providers) {
        return reason.cause() == Cause.CLASSES
                ? new Reason(Cause.CLASSES, "", " offered it with other classes").of(providers)
                : reason.of(providers);
    }

    /** Fills in what follows from one reason: the cause, what shows it, and what to do. */
    private static void because(FindingDTO finding, Cause cause, LiveClient<?, ?> client, LiveProvider<?, ?> provider) {
        finding.cause = cause.name();
        switch (cause) {
            case CLASSES -> {
                ClassSpaces.Mismatch mismatch = ClassSpaces.explain(client, provider);
                finding.details = List.of(INDENT + mismatch.difference());
                finding.nextStep = mismatch.advice();
                finding.serious = true;
            }
            case FILTER ->
                finding.nextStep = "change the filter of " + client.module() + ", or the characteristics of "
                        + provider.module() + ", which nmr:list --json shows";
            case REFUSED ->
                finding.nextStep = "remove the reason in " + provider.module() + " or " + client.module()
                        + ", then restart one of them; nmr:failed shows the last pairs";
            case DECLINED ->
                finding.nextStep = "see in attachProvider() of " + client.module() + " why it does not attach to "
                        + name(provider) + "; the pair is proposed again when one of them registers again";
        }
    }

    /** Returns why a provider has no client; empty if it has one. */
    Optional<FindingDTO> ofProvider(LiveProvider<?, ?> provider) {
        if (provider.ending() != null || !provider.bindings().isEmpty()) {
            return Optional.empty();
        }
        FindingDTO finding = finding(provider);
        List<LiveClient<?, ?>> clients = provider.space().clients();
        if (clients.isEmpty()) {
            finding.cause = "NO_CLIENT";
            finding.verdict =
                    "no module is a client of NPI " + finding.npi + ", which " + provider.module() + " offers";
            finding.nextStep = "install and start a bundle that is a client of it, if one is expected; nmr:npis shows"
                    + " which NPIs have clients";
        } else {
            Reason reason = report.reason(clients.get(0), provider);
            because(finding, reason.cause(), clients.get(0), provider);
            finding.verdict = "no client of NPI " + finding.npi + " is attached to " + provider.module() + ". Of "
                    + clients.get(0).module() + ": " + text(reason, List.of(provider));
        }
        return Optional.of(finding);
    }

    private static FindingDTO finding(LiveRegistration<?, ?> registration) {
        FindingDTO finding = new FindingDTO();
        finding.kind = "UNATTACHED";
        finding.owner = registration.who().copy();
        finding.npi = Who.npi(registration.instance());
        finding.subject = registration.toString();
        return finding;
    }

    private static String name(LiveRegistration<?, ?> registration) {
        return Who.name(registration.instance().owner());
    }

    /** Returns those registrations that have nobody attached, as far as they are of this kind. */
    static Stream<LiveClient<?, ?>> clients(Stream<LiveRegistration<?, ?>> registrations) {
        return registrations.filter(LiveClient.class::isInstance).map(each -> (LiveClient<?, ?>) each);
    }
}
