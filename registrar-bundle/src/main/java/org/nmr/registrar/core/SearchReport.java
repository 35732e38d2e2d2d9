// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.PairDTO;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.Names;

/**
 * Why the clients of one NPI have no provider, with what comes nearest to one: the text in the log, and its parts for
 * diagnostics. For one look.
 */
final class SearchReport {
    /** So many clients are named, and so many reasons. */
    static final int NAMED = 3;

    /** So many providers are compared with the client, and so many names of NPIs. */
    private static final int COMPARED = 1000;

    /** So many NPIs without provider are compared with the names of those that have one. */
    private static final int SEARCHED = 100;

    private final Registrar registrar;
    private final long now;

    /** The last pairs that did not attach, the newest first. */
    private final List<PairDTO> failed;

    /** Who offers each NPI; made when it is needed. */
    private @Nullable Map<String, String> offered;

    private int searched;

    /** For the log, which names the last refusal of each client. */
    SearchReport(Registrar registrar, long now) {
        this(registrar, now, List.of());
    }

    SearchReport(Registrar registrar, long now, List<PairDTO> failed) {
        this.registrar = registrar;
        this.now = now;
        this.failed = failed;
    }

    /** The kinds of reasons. */
    enum Cause {
        /** The two sides see different classes. */
        CLASSES,
        /** The client's filter does not match the provider. */
        FILTER,
        /** The provider has refused, or the try has failed. */
        REFUSED,
        /** The client has not attached. */
        DECLINED
    }

    /** What keeps a client from providers; their names come between the two texts. */
    record Reason(Cause cause, String before, String after) {
        /** Says it of some providers. */
        String of(List<LiveProvider<?, ?>> providers) {
            int more = providers.size() - 1;
            return before + name(providers.get(0)) + (more > 0 ? " and " + more + " more" : "") + after;
        }
    }

    String of(List<LiveClient<?, ?>> clients) {
        LiveClient<?, ?> first = clients.get(0);
        List<LiveProvider<?, ?>> providers = first.space().providers();
        return providers.isEmpty()
                ? notOffered(clients) + ". "
                        + near(first)
                                .map(near -> near.evidence() + " " + near.advice())
                                .orElse("Install and start a bundle that offers it; nmr:list shows who is registered")
                : notAttached(clients) + ". "
                        + reasons(first, providers).entrySet().stream()
                                .limit(NAMED)
                                .map(entry -> entry.getKey().of(entry.getValue()))
                                .collect(Collectors.joining("; "))
                        + ". nmr:failed shows the last pairs that did not attach";
    }

    /** Says of clients that no provider is there. */
    String notOffered(List<LiveClient<?, ?>> clients) {
        return "no module offers NPI " + Who.npi(clients.get(0).instance()) + waited(clients);
    }

    /** Says of clients that there are providers. */
    String notAttached(List<LiveClient<?, ?>> clients) {
        return "no provider of NPI " + Who.npi(clients.get(0).instance()) + " is attached" + waited(clients);
    }

    private String waited(List<LiveClient<?, ?>> clients) {
        LiveClient<?, ?> first = clients.get(0);
        String has = clients.size() == 1 ? " has" : " have";
        return ", for which " + names(clients)
                + (first.search().hasFound() ? has + " lost the provider" : has + " waited " + seconds(first));
    }

    private static String names(List<LiveClient<?, ?>> clients) {
        String named = clients.stream()
                .limit(NAMED)
                .map(client -> client.module().toString())
                .collect(Collectors.joining(", "));
        int more = clients.size() - NAMED;
        return more > 0 ? String.format(Locale.ROOT, "%s and %,d more clients", named, more) : named;
    }

    private String seconds(LiveClient<?, ?> client) {
        return TimeUnit.NANOSECONDS.toSeconds(now - client.search().begin()) + " s";
    }

    /** An NPI whose id looks like the one that is missing. */
    record Near(String evidence, String advice) {}

    /** Returns the most similar NPI that is offered. */
    Optional<Near> near(LiveClient<?, ?> client) {
        if (++searched > SEARCHED) {
            return Optional.empty();
        }
        Map<String, String> offers = offered();
        return Names.mistyped(client.instance().npiId(), offers.keySet())
                .map(near -> new Near(
                        "But " + offers.get(near) + " offers NPI " + ForeignText.of(near) + ": is that the one?",
                        "The ids of client and provider must be equal"));
    }

    private Map<String, String> offered() {
        Map<String, String> known = offered;
        if (known == null) {
            Map<String, String> made = new TreeMap<>();
            registrar.forEachSpace((id, space) -> {
                if (made.size() < COMPARED) {
                    space.providers().stream().findFirst().ifPresent(provider -> made.put(id, name(provider)));
                }
            });
            known = made;
            offered = made;
        }
        return known;
    }

    /** Returns what keeps a client from each provider. */
    Map<Reason, List<LiveProvider<?, ?>>> reasons(LiveClient<?, ?> client, List<LiveProvider<?, ?>> providers) {
        return providers.stream()
                .limit(COMPARED)
                .collect(Collectors.groupingBy(
                        provider -> reason(client, provider), LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns what keeps a client from one provider. */
    Reason reason(LiveClient<?, ?> client, LiveProvider<?, ?> provider) {
        if (!ClassSpaces.isSame(client.npi(), provider.npi())) {
            return new Reason(
                    Cause.CLASSES, "", " offered it with other classes, as the warning about that pair explains");
        }
        if (!client.isWanted(provider)) {
            return new Reason(Cause.FILTER, "the filter " + client.filter() + " does not match ", "");
        }
        Search.Refusal refusal = client.search().last();
        if (refusal != null && refusal.provider().equals(provider.instance().owner())) {
            return new Reason(Cause.REFUSED, "", " did not attach: " + refusal.reason());
        }
        return failed.stream()
                .filter(pair -> isPair(pair, client, provider))
                .findFirst()
                .map(pair -> new Reason(Cause.REFUSED, "", " did not attach: " + ForeignText.of(pair.reason)))
                .orElse(new Reason(Cause.DECLINED, "the client has not attached to ", ""));
    }

    private static boolean isPair(PairDTO pair, LiveClient<?, ?> client, LiveProvider<?, ?> provider) {
        return pair.npi.equals(Who.npi(client.instance()))
                && pair.client.bundle == client.instance().owner().id()
                && pair.client.module.equals(client.who().copy().module)
                && pair.provider.bundle == provider.instance().owner().id();
    }

    private static String name(LiveRegistration<?, ?> registration) {
        return Who.name(registration.instance().owner());
    }
}
