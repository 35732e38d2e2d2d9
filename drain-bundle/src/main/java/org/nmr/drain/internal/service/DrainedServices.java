// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.Rules;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Texts;
import org.nmr.drain.internal.rules.Verdict;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The services that were asked for: those that are drained, and those that are left plain, with the reason. */
public final class DrainedServices {
    private final BundleContext own;
    private final Retiring retiring;
    private final String name;
    private final Holds holds;
    private final System.Logger log;

    /** By the original, which is hidden from the moment that it is here; that is before its stand-in is published. */
    private final Map<ServiceReference<?>, Life> lives = new ConcurrentHashMap<>();

    /** Why others that were asked for are as they are. */
    private final Map<ServiceReference<?>, String> plain = new ConcurrentHashMap<>();

    /** The originals whose stand-ins an earlier start of this bundle has published, and ends. */
    private final Map<ServiceReference<?>, ServiceReference<?>> adopted = new ConcurrentHashMap<>();

    /** Those that a thread gives a stand-in just now. */
    private final Decisions decisions = new Decisions();

    private volatile Rules rules;

    /** Null while there is none. */
    private volatile @Nullable ServiceRegistrar registrar;

    /** Whether the end of this bundle has begun. */
    private volatile boolean isClosed;

    /** Whether the services that were there before have been looked at. */
    private volatile boolean isOpen;

    /**
     * Makes it.
     *
     * @param own the context of this bundle
     * @param rules what is done with which service
     */
    public DrainedServices(BundleContext own, Rules rules, System.Logger log) {
        this.own = own;
        this.name = own.getBundle().getSymbolicName();
        this.rules = rules;
        this.log = log;
        this.retiring = new Retiring(log);
        this.holds = new Holds(own.getBundle(), () -> this.rules.settings().threads(), log);
    }

    /** Applies other rules to services that are registered from now on, and to those that no consumer knows. */
    void apply(Rules changed, Known known) {
        isOpen = false; // nothing is hidden before it is decided what is done with it
        rules = changed;
        plain.clear();
        if (registrar != null) {
            lookAtAll(known);
        }
    }

    /** Tells whether consumers must not see it. */
    boolean isHidden(ServiceReference<?> reference) {
        return isReplaced(reference) || isUndecided(reference);
    }

    private boolean isReplaced(ServiceReference<?> reference) {
        return lives.containsKey(reference) || adopted.containsKey(reference);
    }

    /** Between the registration and the first event, other threads find a service that will be hidden. */
    private boolean isUndecided(ServiceReference<?> reference) {
        if (!isOpen || plain.containsKey(reference) || !rules.mayBeAsked(reference)) {
            return false;
        }
        Rules withoutComponents = new Rules(rules.settings(), all -> true); // a find must not ask another bundle
        return withoutComponents.judge(ServiceFacts.of(reference)) instanceof Verdict.Drained;
    }

    /** A service is registered; returns whether it is hidden. */
    boolean registered(ServiceReference<?> reference) {
        if (!isReplaced(reference) && rules.mayBeAsked(reference)) {
            ServiceFacts facts = ServiceFacts.of(reference);
            Verdict verdict = rules.judge(facts);
            if (verdict instanceof Verdict.Plain left) {
                leave(reference, left.reason());
            } else if (verdict instanceof Verdict.Drained asked) {
                return drain(cast(reference), facts, asked);
            }
        }
        return isReplaced(reference);
    }

    @SuppressWarnings("unchecked") // of a service only its interfaces are known
    private static ServiceReference<Object> cast(ServiceReference<?> reference) {
        return (ServiceReference<Object>) reference;
    }

    private void leave(ServiceReference<?> reference, String reason) {
        if (!reason.equals(plain.put(reference, reason))) {
            log.log(INFO, ServiceFacts.of(reference).name() + " is not drained: " + reason);
        }
    }

    /** Returns whether it is hidden, or was until its end, which may have come meanwhile. */
    private boolean drain(ServiceReference<Object> reference, ServiceFacts facts, Verdict.Drained verdict) {
        ServiceRegistrar present = registrar;
        if (present == null) {
            plain.put(reference, "no registrar is there");
            return false;
        }
        return decisions.decide(
                reference,
                hidden -> isReplaced(reference) || publish(reference, facts, verdict, present, hidden),
                () -> unregistering(reference));
    }

    private boolean publish(
            ServiceReference<Object> reference,
            ServiceFacts facts,
            Verdict.Drained verdict,
            ServiceRegistrar present,
            Runnable hidden) {
        boolean isPublished = false;
        try {
            new Publication(own, present, holds, log).publish(reference, facts, verdict, life -> {
                lives.put(reference, life);
                hidden.run();
            });
            plain.remove(reference);
            isPublished = true;
            Life made = lives.get(reference);
            if (isClosed && made != null) { // others were handed over before
                handOver(reference, made);
            }
        } catch (IllegalArgumentException | IllegalStateException | LinkageError | ClassNotFoundException refused) {
            leave(reference, Publication.reason(refused));
        } finally {
            if (!isPublished) {
                lives.remove(reference);
            }
        }
        return isPublished;
    }

    /** The properties of a service have changed; returns whether it is hidden. */
    boolean modified(ServiceReference<?> reference) {
        Life life = lives.get(reference);
        if (life != null) {
            life.published().copyProperties();
            return true;
        }
        if (adopted.containsKey(reference)) {
            return true;
        }
        if (!plain.containsKey(reference)
                && rules.mayBeAsked(reference)
                && rules.judge(ServiceFacts.of(reference)) instanceof Verdict.Drained) {
            leave(reference, "it has asked for it when consumers knew it; it is drained when it is registered again");
        }
        return false;
    }

    /** Judges which consumers must not hear of a service, because they see other classes under its names. */
    ClassSpaces spaces() {
        return holds.spaces();
    }

    /** A service goes; when this returns, no call is inside. Returns whether it was hidden. */
    boolean unregistering(ServiceReference<?> reference) {
        decisions.gone(reference);
        plain.remove(reference);
        boolean wasHidden = adopted.remove(reference) != null;
        for (Life life = lives.get(reference); life != null; life = lives.get(reference)) { // it may be replaced
            wasHidden = true;
            try {
                Life.end(List.of(life), log);
            } finally {
                lives.remove(reference, life);
            }
        }
        retiring.end(reference::equals);
        return wasHidden;
    }

    /** A bundle is stopping: its services go, those of its activator included. When this returns, no call is inside. */
    void stopping(Bundle bundle) {
        List<Life> its = new ArrayList<>();
        lives.forEach((reference, life) -> {
            if (bundle.equals(reference.getBundle())) {
                its.add(life);
            }
        });
        Life.end(its, log);
        retiring.end(reference -> bundle.equals(reference.getBundle()));
    }

    /** Tells whether something may end when the framework releases what this consumer has. */
    boolean hasStateOf(Bundle consumer) {
        return lives.values().stream().anyMatch(life -> life.hasStateOf(consumer));
    }

    /** The {@code stop()} of a consumer has returned; when this returns, no call of it is inside. */
    boolean left(ServiceReference<?> mark) {
        Bundle consumer = mark.getBundle();
        if (consumer != null) {
            lives.values().forEach(life -> life.leave(consumer, log));
        }
        return false;
    }

    /** A bundle has stopped, so it uses nothing any more. */
    void stopped(Bundle bundle) {
        lives.values().forEach(life -> life.published().forget(bundle));
    }

    /** Lets a hook that has failed do no harm: the service is as the framework shows it. */
    void failed(ServiceReference<?> reference, Throwable thrown) {
        if (!isReplaced(reference) && plain.putIfAbsent(reference, Texts.reason(thrown)) == null) {
            log.log(WARNING, ServiceFacts.of(reference).name() + " is not drained", thrown);
        }
    }

    /** No hold begins any more, and those that have begun end: the framework stops. */
    void frameworkStops() {
        holds.close();
    }

    /** Ends the holds of services that are chosen; returns how many. */
    public int release(Predicate<ServiceFacts> chosen) {
        return holds.release(chosen);
    }

    /** Takes the registrar, and drains what was registered while there was none. */
    void use(ServiceRegistrar found, Known known) {
        isOpen = false;
        registrar = found;
        plain.clear();
        lives.forEach((reference, life) -> {
            if (life.original() == null && rules.judge(life.published().facts()) instanceof Verdict.Drained verdict) {
                replace(cast(reference), life, Optional.of(verdict));
            }
        });
        lookAtAll(known);
    }

    private void lookAtAll(Known known) {
        Map<Long, ServiceReference<?>> all = known.standIns();
        for (ServiceReference<?> reference : known.services()) {
            if (!isReplaced(reference)) {
                ServiceReference<?> standIn = all.get(ServiceFacts.of(reference).id());
                if (standIn != null) {
                    adopted.put(reference, standIn);
                } else if (rules.mayBeAsked(reference) && !decisions.isOpen(reference)) {
                    look(reference, known);
                }
            }
        }
        isOpen = true;
        forgetGone(known);
    }

    /**
     * Ends what is left of services whose end no hook was told of: some may have gone between the look and the
     * decision, or just when the hooks went. A framework forgets a service before it says so.
     */
    void forgetGone(Known known) {
        Set<ServiceReference<?>> mine = new HashSet<>(lives.keySet());
        List.of(plain, adopted).forEach(map -> mine.addAll(map.keySet()));
        known.services().forEach(mine::remove);
        mine.forEach(this::unregistering);
    }

    private void look(ServiceReference<?> reference, Known known) {
        Optional<String> use = known.use(reference);
        if (use.isPresent() && rules.judge(ServiceFacts.of(reference)) instanceof Verdict.Drained) {
            leave(reference, use.get());
        } else {
            registered(reference);
        }
    }

    /**
     * Publishes something else for an original, and only then withdraws what is there: consumers are never without.
     *
     * @param verdict how it is drained; empty to show the original without counting
     */
    private void replace(ServiceReference<Object> reference, Life before, Optional<Verdict.Drained> verdict) {
        ServiceRegistrar present = registrar;
        Life[] next = {before};
        Consumer<Life> hide = life -> {
            retiring.add(before);
            lives.replace(reference, before, life);
            next[0] = life;
        };
        try {
            if (verdict.isPresent() && present != null) {
                Publication counted = new Publication(own, present, holds, log);
                counted.publish(reference, ServiceFacts.of(reference), verdict.get(), hide);
            } else {
                Publication.publishUncounted(reference, hide);
            }
        } catch (IllegalArgumentException | IllegalStateException | LinkageError | ClassNotFoundException refused) {
            log.log(WARNING, before.published().facts().name() + " stays as it is: " + Publication.reason(refused));
            lives.replace(reference, next[0], before);
            retiring.remove(before);
            return;
        }
        retiring.end(before);
        retiring.remove(before);
        if (!next[0].equals(lives.get(reference))) {
            Life.end(List.of(next[0]), log); // the original has gone meanwhile
        }
    }

    /** The registrar goes: consumers get the originals without counting, before. */
    void lose() {
        registrar = null;
        holds.release(all -> true);
        lives.forEach((reference, life) -> {
            if (life.original() != null) {
                replace(cast(reference), life, Optional.empty());
            }
        });
    }

    /** The same, if it is the one that goes. */
    void loseIf(Predicate<ServiceRegistrar> isGone) {
        ServiceRegistrar present = registrar;
        if (present != null && isGone.test(present)) {
            lose();
        }
    }

    /**
     * This bundle stops. What it has registered itself goes with it, so these services get stand-ins in the names of
     * their providers. For the end of all originals there are watches in the names of the providers.
     */
    void handOver() {
        isOpen = false;
        isClosed = true;
        holds.close();
        lives.forEach(this::handOver);
    }

    private void handOver(ServiceReference<?> reference, Life life) {
        if (life.published() instanceof StandIn standIn && !standIn.hold().isZero()) {
            replace(cast(reference), life, Optional.of(standIn.withoutHold()));
        }
        Watch.begin(this, reference, name, log);
    }

    /** Returns how many threads wait for replacements. */
    public int waiting() {
        return holds.parking().threads();
    }

    /** Returns how many may. */
    public int limit() {
        return rules.settings().threads();
    }

    /** Returns what operators see. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        plain.forEach((reference, reason) -> rows.add(Row.plain(ServiceFacts.of(reference), reason)));
        adopted.keySet().forEach(reference -> rows.add(Row.adopted(ServiceFacts.of(reference))));
        lives.values().forEach(life -> rows.add(Row.of(life.published())));
        holds.all().forEach(standIn -> rows.add(Row.of(standIn)));
        rows.sort(Comparator.comparingLong(row -> row.facts().id()));
        return rows.stream().distinct().toList();
    }
}
