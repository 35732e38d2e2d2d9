// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Verdict;
import org.nmr.spi.StandIns;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * The service that consumers see instead of an original: each gets an object of its own, whose calls are counted.
 *
 * <p>The {@link #phase} is what all threads decide by. It is replaced in one atomic step:
 *
 * <pre>
 * Open -> Ended            the original goes
 * Open -> Held             the original goes, and calls may wait for a replacement
 * Held -> Open             a replacement has come
 * Held -> Ended            the time is over, or an operator ends it
 * </pre>
 */
final class StandIn implements Published, ServiceFactory<Object> {
    private final List<Class<?>> types;
    private final StandIns views;
    private final Holds holds;
    private final System.Logger log;
    private final Registered registered;
    private final AtomicReference<Phase> phase;

    /** The objects that consumers have, by identity: two of them are never equal. */
    private final Map<Object, Use> uses = new ConcurrentHashMap<>();

    /** If all consumers have the same original, a consumer keeps its object until the end. */
    private final Map<Bundle, Object> kept = new ConcurrentHashMap<>();

    /** If each consumer has objects of its own, those that stop must not get any that are not waited for. */
    private final Departures departures = new Departures();

    /** Leads objects that are got while the service is held; it has ended. */
    private volatile @Nullable Binding<?> earlier;

    /** What the present or last original asks for. */
    private volatile Verdict.Drained verdict;

    private volatile ServiceFacts facts;

    /**
     * Makes it; nothing is published yet.
     *
     * @param context registers it: the provider's, or with hold this bundle's, because it outlasts the original
     */
    StandIn(
            Original original,
            Verdict.Drained verdict,
            List<Class<?>> types,
            StandIns views,
            BundleContext context,
            Holds holds,
            System.Logger log) {
        this.verdict = verdict;
        this.types = List.copyOf(types);
        this.registered = new Registered(context, holds.spaces(), this.types);
        this.views = views;
        this.holds = holds;
        this.log = log;
        this.phase = new AtomicReference<>(new Phase.Open(original));
        this.facts = original.facts();
    }

    @Override
    public void publish() {
        ServiceFacts before = facts;
        registered.publish(before, this);
        boolean isSame = !(phase.get() instanceof Phase.Open open)
                || before.hasSameProperties(ServiceFacts.of(open.original().reference()));
        if (!isSame) { // they have changed meanwhile
            copyProperties();
        }
    }

    @Override
    public @Nullable Object getService(Bundle consumer, ServiceRegistration<Object> registration) {
        try {
            Object known = kept.get(consumer);
            return known != null ? known : make(consumer);
        } catch (ServiceException gone) {
            log.log(WARNING, consumer + " has got no service: " + gone.getMessage());
            return null;
        } catch (IllegalArgumentException noView) {
            log.log(WARNING, facts.name() + ": " + consumer + " has got no service", noView);
            return null;
        }
    }

    private Object make(Bundle consumer) {
        Use use = new Use(this, consumer);
        boolean isMade = false;
        try {
            Binding<?> binding = first(use);
            Object made = keep(use, views.standIn(binding, use));
            earlier = binding;
            isMade = true;
            releaseIdle();
            return made;
        } finally {
            if (!isMade) {
                close(use, /* waits= */ false);
            }
        }
    }

    /** While it is held, a consumer gets its object at once, and only its calls wait. */
    private Binding<?> first(Use use) {
        while (true) {
            Phase present = phase.get();
            Binding<?> seen = earlier;
            if (present instanceof Phase.Held && seen != null) {
                return seen;
            }
            try {
                return use.open(next());
            } catch (ServiceException refused) {
                if (phase.get() == present) {
                    throw refused;
                }
            }
        }
    }

    /** A consumer that has stopped meanwhile is not told of again, so nothing is kept for it. */
    private Object keep(Use use, Object made) {
        Bundle consumer = use.consumer();
        uses.put(made, use);
        Object first = isShared() ? kept.putIfAbsent(consumer, made) : null;
        boolean isLate = isShared() ? Departures.hasStopped(consumer) : !departures.mayUse(consumer);
        if (isLate || first != null) {
            kept.remove(consumer, made);
            uses.remove(made);
            close(use, /* waits= */ false);
        }
        if (isLate) {
            throw gone(consumer + " has stopped");
        }
        return first == null ? made : first;
    }

    /** Whether all consumers have the same original. */
    private boolean isShared() {
        return facts.scope().equals(Constants.SCOPE_SINGLETON);
    }

    /**
     * Waits for the calls inside only if the bundle of the consumer is stopping: then the framework releases what it
     * has fetched, and a component may end under a call.
     */
    @Override
    public void ungetService(Bundle consumer, ServiceRegistration<Object> registration, Object service) {
        if (registered.isWithdrawn()) {
            return; // consumers may call it until the original ends, and who ends that releases it
        }
        boolean isStopping = consumer.getState() == Bundle.STOPPING;
        if (isShared()) {
            if (isStopping) {
                forget(consumer);
            }
            return;
        }
        Use use = uses.remove(service);
        if (use != null) {
            close(use, isStopping);
        }
        releaseIdle();
    }

    private void close(Use use, boolean waits) {
        try {
            use.close(waits);
        } catch (IllegalStateException inside) {
            log.log(
                    WARNING,
                    facts.name() + ": " + use.consumer() + " has released it inside a call, which is not waited for",
                    inside);
        }
    }

    @Override
    public boolean hasStateOf(Bundle consumer) {
        return !isShared()
                && uses.values().stream().anyMatch(use -> use.consumer().equals(consumer));
    }

    @Override
    public void leave(Bundle consumer) {
        departures.leaves(consumer);
        close(consumer, /* waits= */ !registered.isWithdrawn());
    }

    private void close(Bundle consumer, boolean waits) {
        uses.forEach((made, use) -> {
            if (use.consumer().equals(consumer) && uses.remove(made, use)) {
                close(use, waits);
            }
        });
    }

    private void releaseIdle() {
        if (phase.get() instanceof Phase.Open open) {
            open.original().releaseIdle();
        }
    }

    /** Tells where calls go now; waits for a replacement if there is one to come. */
    Original next() {
        Phase present = phase.get();
        if (present instanceof Phase.Held held) {
            return holds.parking().await(this, held, hold());
        }
        if (present instanceof Phase.Open open && !open.original().isEnding()) {
            return open.original();
        }
        if (phase.get() != present) {
            return next();
        }
        throw gone("it was unregistered");
    }

    /** Returns what a caller gets if there is no service any more. */
    ServiceException gone(String why) {
        return new ServiceException(facts.name() + ": " + why, ServiceException.UNREGISTERED);
    }

    @Override
    public void copyProperties() {
        if (phase.get() instanceof Phase.Open open) {
            facts = registered.copy(open.original().reference());
        }
    }

    /** Several threads may do this at the same time: one that stops the bundle, and one that unregisters. */
    @Override
    public void withdraw(@Nullable Original original) {
        if (!(phase.get() instanceof Phase.Open open) || open.original() != original) {
            return; // it is held already, or leads to another one
        }
        Duration hold = hold();
        if (hold.isZero() || registered.isWithdrawn() || !holds.mayBegin(this)) {
            registered.withdraw();
            return;
        }
        if (earlier == null) {
            earlier = open.original().ended().orElse(null);
        }
        Phase.Held held = Phase.Held.of(open.original(), hold);
        if (phase.compareAndSet(open, held)) {
            holds.begin(this, held, hold);
        }
    }

    @Override
    public void retire() {
        if (!(phase.get() instanceof Phase.Held held) || !expire(held)) {
            registered.withdraw();
        }
    }

    @Override
    public void shut(@Nullable Original original) {
        if (phase.get() instanceof Phase.Open open && open.original() == original) {
            phase.compareAndSet(open, new Phase.Ended());
        }
    }

    @Override
    public void forget(Bundle consumer) {
        kept.remove(consumer);
        departures.forget(consumer);
        close(consumer, /* waits= */ false);
    }

    /**
     * Lets calls go to a replacement; returns false if the hold is over already. Calls that wait go first, because
     * consumers that are told of the change may wait for them.
     */
    boolean replace(Original next, Verdict.Drained asked) {
        if (!(phase.get() instanceof Phase.Held held) || !phase.compareAndSet(held, new Phase.Open(next))) {
            return false;
        }
        verdict = asked;
        holds.end(held);
        held.replacement().complete(Optional.of(next));
        facts = registered.copy(next.reference());
        return true;
    }

    /**
     * Ends a hold, unless it is over. Calls that wait fail first, because consumers that are told of the end may wait
     * for them.
     */
    boolean expire(Phase.Held held) {
        if (!phase.compareAndSet(held, new Phase.Ended())) {
            return false;
        }
        holds.end(held);
        held.replacement().complete(Optional.empty());
        registered.withdraw();
        forgetAll();
        return true;
    }

    /** A consumer that still has an object must not keep the other consumers in memory. */
    @Override
    public void forgetAll() {
        if (phase.get() instanceof Phase.Ended || registered.isWithdrawn()) {
            kept.clear();
            uses.clear();
        }
    }

    /** Tells whether consumers can have it instead of one that is to be held. */
    boolean isInsteadOf(StandIn other) {
        return this != other
                && phase.get() instanceof Phase.Open open
                && open.original().isRunning()
                && match().replaces(other.match());
    }

    /** Tells whether no call will go to an original any more. */
    boolean isEnded() {
        return phase.get() instanceof Phase.Ended;
    }

    Match match() {
        return new Match(facts, types);
    }

    boolean isHeld(Phase.Held held) {
        return phase.get() == held;
    }

    @Override
    public ServiceFacts facts() {
        return facts;
    }

    @Override
    public Condition condition() {
        Phase present = phase.get();
        if (present instanceof Phase.Held) {
            return Condition.HELD;
        }
        return present instanceof Phase.Ended || registered.isWithdrawn() ? Condition.ENDED : Condition.DRAINED;
    }

    @Override
    public String note() {
        return verdict.note();
    }

    /** Tells whether its objects count what the service hands out. */
    boolean handsOut(Set<String> names) {
        return verdict.handedOut().equals(names);
    }

    /** Tells whether this bundle has registered it, so that it goes with this bundle. */
    boolean isInOwnName() {
        return registered.isInOwnName();
    }

    /** Returns how it is drained if this bundle is not there to hold calls. */
    Verdict.Drained withoutHold() {
        return new Verdict.Drained(Duration.ZERO, verdict.note(), verdict.policies(), verdict.handedOut());
    }

    Duration hold() {
        return verdict.hold();
    }
}
