// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.text.Names;

/** The text about the clients of one NPI that have found no provider, with what comes nearest to one. */
final class SearchReport {
    /** So many clients are named. */
    private static final int NAMED = 3;

    /** So many providers are compared with the client, and so many names of NPIs. */
    private static final int COMPARED = 1000;

    private final Registrar registrar;
    private final long now;

    SearchReport(Registrar registrar, long now) {
        this.registrar = registrar;
        this.now = now;
    }

    /** What keeps a client from providers; their names come between the two texts. */
    private record Reason(String before, String after) {}

    String of(List<LiveClient<?, ?>> clients) {
        LiveClient<?, ?> first = clients.get(0);
        String npi = Who.npi(first.instance());
        String waited = ", for which " + names(clients) + (clients.size() == 1 ? " has" : " have") + " waited "
                + seconds(first) + ". ";
        List<LiveProvider<?, ?>> providers = first.space().providers();
        return providers.isEmpty()
                ? "no module offers NPI " + npi + waited
                        + similar(first.instance().npiId())
                : "no provider of NPI " + npi + " is attached" + waited + reasons(first, providers)
                        + ". nmr:list shows the last pairs that did not attach";
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

    private String similar(String npi) {
        Map<String, String> offered = new TreeMap<>();
        registrar.forEachSpace((id, space) -> {
            if (offered.size() < COMPARED) {
                space.providers().stream().findFirst().ifPresent(provider -> offered.put(id, name(provider)));
            }
        });
        return Names.mistyped(npi, offered.keySet())
                .map(near -> "But " + offered.get(near) + " offers NPI " + ForeignText.of(near)
                        + ": is that the one? The ids of client and provider must be equal")
                .orElse("Install and start a bundle that offers it; nmr:list shows who is registered");
    }

    private static String reasons(LiveClient<?, ?> client, List<LiveProvider<?, ?>> providers) {
        Map<Reason, List<LiveProvider<?, ?>>> byReason = providers.stream()
                .limit(COMPARED)
                .collect(Collectors.groupingBy(
                        provider -> reason(client, provider), LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .limit(NAMED)
                .map(entry -> entry.getKey().before()
                        + name(entry.getValue().get(0))
                        + (entry.getValue().size() > 1
                                ? " and " + (entry.getValue().size() - 1) + " more"
                                : "")
                        + entry.getKey().after())
                .collect(Collectors.joining("; "));
    }

    private static Reason reason(LiveClient<?, ?> client, LiveProvider<?, ?> provider) {
        if (!ClassSpaces.isSame(client.npi(), provider.npi())) {
            return new Reason("", " offers it with other classes, as the warning about that pair explains");
        }
        if (!client.isWanted(provider)) {
            return new Reason("the filter " + client.filter() + " does not match ", "");
        }
        Search.Refusal refusal = client.search().last();
        return refusal != null && refusal.provider().equals(provider.instance().owner())
                ? new Reason("", " has not attached: " + refusal.reason())
                : new Reason("the client has not attached to ", "");
    }

    private static String name(LiveRegistration<?, ?> registration) {
        return Who.name(registration.instance().owner());
    }
}
