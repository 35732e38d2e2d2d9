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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.Rules;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Texts;
import org.nmr.drain.internal.rules.Verdict;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The services that were asked for: those that are drained, and those that are left plain, with the reason. */
public final class DrainedServices {
    private final String name;
    private final Known known;
    private final Lives lives;
    private final System.Logger log;

    /** Why others that were asked for are as they are. */
    private final Map<ServiceReference<?>, String> plain = new ConcurrentHashMap<>();

    /** The originals whose stand-ins an earlier start of this bundle has published, and ends. */
    private final Map<ServiceReference<?>, ServiceReference<?>> adopted = new ConcurrentHashMap<>();

    /** What sees the ends of the originals when this bundle is stopped. */
    private final Map<ServiceReference<?>, Watch> watches = new ConcurrentHashMap<>();

    /** Those that a thread gives a stand-in just now. */
    private final Decisions decisions = new Decisions();

    private volatile Rules rules;

    /** Null while there is none. */
    private volatile @Nullable ServiceRegistrar registrar;

    /** Whether the services that were there before have been looked at. */
    private volatile boolean isOpen;

    /**
     * Makes it.
     *
     * @param own the context of this bundle
     * @param rules what is done with which service
     * @param known the services that are there
     */
    DrainedServices(BundleContext own, Rules rules, Known known, System.Logger log) {
        this.name = own.getBundle().getSymbolicName();
        this.rules = rules;
        this.known = known;
        this.log = log;
        this.lives = new Lives(own, () -> this.rules.settings().threads(), log);
    }

    /** Applies other rules to services that are registered from now on, and to those that no consumer knows. */
    void apply(Rules changed) {
        isOpen = false; // nothing is hidden before it is decided what is done with it
        rules = changed;
        plain.clear();
        if (registrar != null) {
            lookAtAll();
        }
    }

    /** Tells whether consumers must not see it. */
    boolean isHidden(ServiceReference<?> reference) {
        return isReplaced(reference) || isUndecided(reference);
    }

    private boolean isReplaced(ServiceReference<?> reference) {
        return lives.has(reference) || adopted.containsKey(reference);
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
        boolean isHidden = isReplaced(reference) || (rules.mayBeAsked(reference) && judge(reference));
        if (!isHidden) {
            lives.holds().shown(reference);
        }
        return isHidden;
    }

    private boolean judge(ServiceReference<?> reference) {
        ServiceFacts facts = ServiceFacts.of(reference);
        Verdict verdict = rules.judge(facts);
        if (verdict instanceof Verdict.Plain left) {
            leave(reference, left.reason());
        }
        return verdict instanceof Verdict.Drained asked
                && decisions.decide(
                        reference,
                        hidden -> isReplaced(reference) || drain(cast(reference), facts, asked, hidden),
                        () -> unregistering(reference));
    }

    /** Returns whether it is hidden, or was until its end, which may have come meanwhile. */
    private boolean drain(
            ServiceReference<Object> reference, ServiceFacts facts, Verdict.Drained verdict, Runnable hidden) {
        ServiceRegistrar present = registrar;
        if (present == null) {
            plain.put(reference, "no registrar is there; start org.nmr.registrar");
            return false;
        }
        Optional<Throwable> refused = lives.publish(present, reference, facts, verdict, hidden);
        if (refused.isPresent()) {
            leave(reference, Publication.reason(refused.get()));
            return lives.isClosed() && Watch.isHiddenByAnother(reference);
        }
        plain.remove(reference);
        return true;
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
            if (!known.isThere(reference)) { // it was hidden until its end, which another thread has begun meanwhile
                return true;
            }
            leave(
                    reference,
                    "it asked for it when consumers knew it already; it is drained when it is registered again");
        }
        return false;
    }

    /** Judges which consumers must not hear of a service, because they see other classes under its names. */
    ClassSpaces spaces() {
        return lives.holds().spaces();
    }

    /** A service goes; when this returns, no call is inside. Returns whether it was hidden. */
    boolean unregistering(ServiceReference<?> reference) {
        decisions.gone(reference);
        plain.remove(reference);
        boolean wasAdopted = adopted.remove(reference) != null;
        try {
            return lives.end(reference) || wasAdopted;
        } finally {
            endWatch(reference);
        }
    }

    /** A bundle is stopping: its services go, those of its activator included. When this returns, no call is inside. */
    void stopping(Bundle bundle) {
        lives.stopping(bundle);
    }

    /** Returns what consumers see instead of an original; null if it is gone, or is not hidden. */
    @Nullable
    Life life(ServiceReference<?> original) {
        return lives.get(original);
    }

    /** Tells whether something may end when the framework releases what this consumer has. */
    boolean hasStateOf(Bundle consumer) {
        return lives.values().stream().anyMatch(life -> life.hasStateOf(consumer))
                || lives.holds().all().stream().anyMatch(held -> held.hasStateOf(consumer));
    }

    /** The {@code stop()} of a consumer has returned; when this returns, no call of it is inside. */
    boolean left(ServiceReference<?> mark) {
        Bundle consumer = mark.getBundle();
        if (consumer != null) {
            lives.values().forEach(life -> life.leave(consumer, log));
            lives.holds().all().forEach(held -> held.leave(consumer));
        }
        return false;
    }

    /** A bundle has stopped, so it uses nothing any more, and provides nothing. */
    void stopped(Bundle bundle) {
        lives.values().forEach(life -> life.published().forget(bundle));
        lives.holds().all().forEach(held -> held.forget(bundle));
        Set<ServiceReference<?>> gone = mine();
        gone.removeIf(reference -> reference.getBundle() != null);
        gone.forEach(this::unregistering);
    }

    /** Lets a hook that has failed do no harm: the service is as the framework shows it. */
    void failed(ServiceReference<?> reference, Throwable thrown) {
        if (!isReplaced(reference) && plain.putIfAbsent(reference, Texts.reason(thrown)) == null) {
            log.log(WARNING, ServiceFacts.of(reference).name() + " is not drained", thrown);
        }
    }

    /** No hold begins any more, and those that have begun end: the framework stops. */
    void frameworkStops() {
        lives.holds().close();
    }

    /** Ends the holds of services that are chosen; returns how many. */
    public int release(Predicate<ServiceFacts> chosen) {
        return lives.holds().release(chosen);
    }

    /** Takes the registrar, and drains what was registered while there was none. */
    void use(ServiceRegistrar found) {
        isOpen = false;
        registrar = found;
        plain.clear();
        lives.all().forEach((reference, life) -> {
            if (life.original() == null && rules.judge(life.published().facts()) instanceof Verdict.Drained verdict) {
                lives.replace(cast(reference), life, Optional.of(found), verdict);
            }
        });
        lookAtAll();
    }

    private void lookAtAll() {
        Map<Long, ServiceReference<?>> watches = known.watches();
        for (ServiceReference<?> reference : known.services()) {
            if (!isReplaced(reference)) {
                ServiceReference<?> watch =
                        watches.get(ServiceFacts.of(reference).id());
                if (watch != null) {
                    adopted.put(reference, watch);
                } else if (rules.mayBeAsked(reference) && !decisions.isOpen(reference)) {
                    look(reference);
                }
            }
        }
        if (!lives.isClosed()) {
            isOpen = true;
            forgetGone();
        }
    }

    /**
     * Ends what is left of services whose end no hook was told of: some may have gone between the look and the
     * decision. A framework forgets a service before it says so.
     */
    private void forgetGone() {
        Set<ServiceReference<?>> gone = mine();
        known.services().forEach(gone::remove);
        gone.forEach(this::unregistering);
    }

    private Set<ServiceReference<?>> mine() {
        Set<ServiceReference<?>> mine = new HashSet<>(lives.originals());
        mine.addAll(plain.keySet());
        mine.addAll(adopted.keySet());
        return mine;
    }

    private void look(ServiceReference<?> reference) {
        Optional<String> use = known.use(reference);
        if (use.isPresent() && rules.judge(ServiceFacts.of(reference)) instanceof Verdict.Drained) {
            leave(reference, use.get());
        } else {
            registered(reference);
        }
    }

    /** The registrar goes: consumers get the originals without counting, before. */
    void lose() {
        registrar = null;
        lives.holds().release(all -> true);
        lives.all().forEach((reference, life) -> {
            if (life.original() != null) {
                lives.replace(cast(reference), life, Optional.empty(), Lives.UNCOUNTED);
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
        lives.close();
        lives.holds().close();
        lives.all().forEach((reference, life) -> {
            ServiceRegistrar present = registrar;
            if (life.published() instanceof StandIn standIn && standIn.isInOwnName() && !standIn.isEnded()) {
                lives.replace(cast(reference), life, Optional.ofNullable(present), standIn.withoutHold());
            }
            Watch watch = Watch.begin(this, reference, name, log);
            watches.put(reference, watch);
            if (!watch.isSet() || !known.isThere(reference)) { // whoever ends it may not have seen the watch
                unregistering(reference);
            }
            if (!lives.has(reference)) {
                endWatch(reference);
            }
        });
        loseIf(DrainedServices::isStopping); // whoever stops it may not have seen the watches
    }

    private static boolean isStopping(ServiceRegistrar present) {
        Bundle bundle = FrameworkUtil.getBundle(present.getClass());
        return bundle != null && (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0;
    }

    /** There are no hooks any more. The watches keep this in memory, so nothing of other services is kept here. */
    void handedOver() {
        plain.clear();
        adopted.clear();
        known.forgetListeners();
    }

    private void endWatch(ServiceReference<?> reference) {
        Watch done = watches.remove(reference);
        if (done != null) {
            done.end();
        }
    }

    /** Returns how many threads wait for replacements. */
    public int waiting() {
        return lives.holds().parking().threads();
    }

    /** Returns how many threads may wait for replacements. */
    public int limit() {
        return rules.settings().threads();
    }

    /** Returns what operators see. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        plain.forEach((reference, reason) -> rows.add(Row.plain(ServiceFacts.of(reference), reason)));
        adopted.keySet().forEach(reference -> rows.add(Row.adopted(ServiceFacts.of(reference))));
        lives.values().forEach(life -> rows.add(Row.of(life.published())));
        lives.holds().all().forEach(standIn -> rows.add(Row.of(standIn)));
        rows.sort(Comparator.comparingLong(row -> row.facts().id()));
        return rows.stream().distinct().toList();
    }
}
