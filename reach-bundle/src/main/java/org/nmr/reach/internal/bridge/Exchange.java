// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.reach.internal.bridge.binding.Offered;
import org.nmr.reach.internal.bridge.binding.RemoteType;
import org.nmr.reach.internal.bridge.work.Serial;
import org.nmr.reach.internal.wire.LinkMessage.Offer;

/**
 * Who is offered to whom. What happens comes from threads of all kinds and is worked off one after the other, so
 * nothing here needs a lock, and nothing here blocks: modules are asked elsewhere.
 */
final class Exchange implements RegistrationListener {
    private static final int MOST_OFFERS = 10_000;
    private static final int MOST_LOST = 20;
    private static final long YOUNG = 1_000_000_000;

    private final Context context;
    private final Serial serial;
    private final Map<String, Map<Object, RemoteType>> npis = new TreeMap<>();
    private final Map<Long, Present> providers = new TreeMap<>();
    private final Map<Link, Partner> partners = new LinkedHashMap<>();
    private final Deque<NodesView.LostView> lost = new ArrayDeque<>();

    /** What was exchanged with one node: our registrations and the numbers of their offers, and its offers. */
    private record Partner(Map<Long, Long> given, Map<Long, Taken> taken) {}

    /** A provider of this node, and when it was told. */
    private record Present(RegistrationEvent event, long since) {}

    Exchange(Context context) {
        this.context = context;
        serial = new Serial(context.workers());
    }

    private void then(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException closed) {
            context.log().log(System.Logger.Level.DEBUG, "reach: the node has stopped", closed);
        }
    }

    /** An NPI may cross. Of several with one id the first counts. */
    void add(Object key, RemoteType type) {
        then(() -> {
            String id = type.npi().id();
            Map<Object, RemoteType> same = npis.computeIfAbsent(id, any -> new LinkedHashMap<>());
            same.put(key, type);
            if (same.size() > 1) {
                context.log().log(
                        WARNING,
                        "reach: NPI " + id + " is published " + same.size()
                                + " times as RemoteNpi; the first one counts until it goes");
            }
            refresh(id);
        });
    }

    /** An NPI may not cross any more, as far as this key is concerned. */
    void remove(Object key) {
        then(() -> npis.forEach((id, same) -> {
            RemoteType active = active(id);
            if (same.remove(key) != null && !Objects.equals(active, active(id))) {
                partners.forEach((link, partner) -> drop(link, partner, id));
                refresh(id);
            }
        }));
    }

    private @Nullable RemoteType active(String id) {
        Map<Object, RemoteType> same = npis.get(id);
        return same == null || same.isEmpty() ? null : same.values().iterator().next();
    }

    private void drop(Link link, Partner partner, String id) {
        providers.values().forEach(each -> {
            if (each.event().npi().id().equals(id)) {
                withdraw(link, partner, each.event().id());
            }
        });
        partner.taken.values().forEach(taken -> {
            if (taken.npi().equals(id)) {
                taken.end();
            }
        });
    }

    private void refresh(String id) {
        partners.forEach((link, partner) -> {
            providers.values().forEach(each -> {
                if (each.event().npi().id().equals(id)) {
                    give(link, partner, each);
                }
            });
            partner.taken.values().forEach(taken -> take(link, taken));
        });
    }

    @Override
    public void added(RegistrationEvent registration) {
        boolean isOurs = registration.instance().owner().id() == context.ownBundle();
        if (registration.role() == RegistrationEvent.Role.PROVIDER && !isOurs) {
            then(() -> {
                Present present = new Present(registration, context.clock().nanoTime());
                providers.put(registration.id(), present);
                partners.forEach((link, partner) -> give(link, partner, present));
            });
        }
    }

    @Override
    public void removed(RegistrationEvent registration) {
        then(() -> {
            if (providers.remove(registration.id()) != null) {
                partners.forEach((link, partner) -> withdraw(link, partner, registration.id()));
            }
        });
    }

    /** Another class of the same NPI is another NPI, as the registrar sees it. */
    private void give(Link link, Partner partner, Present present) {
        RegistrationEvent provider = present.event();
        RemoteType type = active(provider.npi().id());
        if (type != null
                && type.npi().equals(provider.npi())
                && context.settings().allows(provider.npi().id(), link.peer())
                && !partner.given.containsKey(provider.id())) {
            Offered offered = new Offered(
                    type, provider, context.registrar(), () -> context.clock().nanoTime() - present.since() < YOUNG);
            partner.given.put(provider.id(), link.offer(offered));
        }
    }

    private static void withdraw(Link link, Partner partner, long registration) {
        Long offer = partner.given.remove(registration);
        if (offer != null) {
            link.withdraw(offer);
        }
    }

    void linkUp(Link link) {
        then(() -> {
            Partner partner = new Partner(new HashMap<>(), new TreeMap<>());
            partners.put(link, partner);
            providers.values().forEach(each -> give(link, partner, each));
        });
    }

    void linkDown(Link link, String reason) {
        then(() -> {
            Partner partner = partners.remove(link);
            if (partner != null) {
                partner.taken.values().forEach(Taken::end);
            }
            lost.addFirst(new NodesView.LostView(link.peer(), Instant.now(), reason));
            if (lost.size() > MOST_LOST) {
                lost.removeLast();
            }
        });
    }

    void offered(Link link, Offer offer) {
        then(() -> {
            Partner partner = partners.get(link);
            if (partner == null) {
                return;
            }
            if (partner.taken.containsKey(offer.id()) || partner.taken.size() >= MOST_OFFERS) {
                link.down("expected at most " + MOST_OFFERS + " offers, each with a number of its own", true);
                return;
            }
            Taken taken = new Taken(context, link, offer);
            partner.taken.put(offer.id(), taken);
            take(link, taken);
        });
    }

    private void take(Link link, Taken taken) {
        RemoteType type = active(taken.npi());
        if (type != null && context.settings().allows(taken.npi(), link.peer())) {
            taken.begin(type);
        }
    }

    void withdrawn(Link link, long offer) {
        then(() -> {
            Partner partner = partners.get(link);
            Taken taken = partner == null ? null : partner.taken.remove(offer);
            if (taken != null) {
                taken.end();
            }
        });
    }

    /** The parts of a view that are kept here. */
    record View(List<NodesView.LostView> lost, List<String> npis, List<NodesView.TakenView> taken) {}

    CompletableFuture<View> view() {
        CompletableFuture<View> view = new CompletableFuture<>();
        then(() -> {
            List<NodesView.TakenView> taken = new ArrayList<>();
            partners.values().forEach(partner -> partner.taken.values().forEach(each -> taken.add(each.view())));
            List<String> crossing =
                    npis.keySet().stream().filter(id -> active(id) != null).toList();
            view.complete(new View(List.copyOf(lost), crossing, taken));
        });
        return view;
    }

    /** Nothing is offered or taken any more. */
    void close() {
        context.log().log(INFO, "reach: node " + context.settings().name() + " stops");
    }
}
