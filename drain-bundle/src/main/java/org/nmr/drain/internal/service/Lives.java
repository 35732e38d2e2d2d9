// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Verdict;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The originals that are hidden, each with what consumers see instead. An original is hidden from the moment that it is
 * here, which is before its stand-in is published.
 *
 * <p>Several threads may publish, replace and end the same one. Each of them ends what it finds replaced by another, so
 * what is published is here, or is ended.
 */
final class Lives {
    /** How an original is shown while there is no registrar. */
    static final Verdict.Drained UNCOUNTED = new Verdict.Drained(Duration.ZERO, "", Map.of());

    private final BundleContext own;
    private final Holds holds;
    private final Retiring retiring;
    private final System.Logger log;

    /** By the original. Only read when it is closed, apart from what is replaced or ended. */
    private final Map<ServiceReference<?>, Life> all = new ConcurrentHashMap<>();

    /** Guarded by {@link #all}. */
    private boolean isClosed;

    Lives(BundleContext own, IntSupplier threads, System.Logger log) {
        this.own = own;
        this.log = log;
        this.retiring = new Retiring(log);
        this.holds = new Holds(own.getBundle(), threads, this::isThereInsteadOf, log);
    }

    /** Returns those that are held: their originals are gone, so they are not here. */
    Holds holds() {
        return holds;
    }

    private boolean isThereInsteadOf(StandIn standIn) {
        return all.values().stream()
                .anyMatch(life -> life.published() instanceof StandIn other && other.isInsteadOf(standIn));
    }

    boolean has(ServiceReference<?> original) {
        return all.containsKey(original);
    }

    @Nullable
    Life get(ServiceReference<?> original) {
        return all.get(original);
    }

    Collection<Life> values() {
        return all.values();
    }

    Set<ServiceReference<?>> originals() {
        return Set.copyOf(all.keySet());
    }

    /** Returns all that are here, by the original; a live map. */
    Map<ServiceReference<?>, Life> all() {
        return all;
    }

    /** Nothing is added from now on: a thread that has begun to decide finds the service plain. */
    void close() {
        synchronized (all) {
            isClosed = true;
        }
    }

    boolean isClosed() {
        synchronized (all) {
            return isClosed;
        }
    }

    private void hide(ServiceReference<?> reference, Life life) {
        synchronized (all) {
            if (isClosed) {
                throw new IllegalStateException("org.nmr.drain is stopping");
            }
            all.put(reference, life);
        }
        requireNotStopping(reference);
    }

    /** Called when it is here: either it sees that the bundle stops, or {@link #stopping} sees what is here. */
    private static void requireNotStopping(ServiceReference<?> reference) {
        Bundle provider = reference.getBundle();
        if (provider != null && provider.getState() == Bundle.STOPPING) {
            throw new IllegalStateException("its bundle is stopping");
        }
    }

    /**
     * Gives an original its stand-in.
     *
     * @param hidden runs as soon as the original is hidden
     * @return why it has none; empty if it has
     */
    Optional<Throwable> publish(
            ServiceRegistrar registrar,
            ServiceReference<Object> reference,
            ServiceFacts facts,
            Verdict.Drained verdict,
            Runnable hidden) {
        Life[] last = new Life[1];
        boolean isPublished = false;
        try {
            Life life = publication(registrar).publish(reference, facts, verdict, shown -> {
                last[0] = shown;
                hide(reference, shown);
                hidden.run();
            });
            isPublished = true;
            if (!life.equals(all.get(reference))) { // it has gone meanwhile, or another thread has replaced it
                Life.end(List.of(life), log);
            }
            return Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | LinkageError | ClassNotFoundException refused) {
            boolean isReplaced = last[0] != null && has(reference) && !last[0].equals(all.get(reference));
            return isReplaced ? Optional.empty() : Optional.of(refused);
        } finally {
            if (!isPublished && last[0] != null) {
                all.remove(reference, last[0]);
            }
        }
    }

    private Publication publication(ServiceRegistrar registrar) {
        return new Publication(own, registrar, holds, log);
    }

    /**
     * Publishes something else for an original, and only then withdraws what is there: consumers are never without.
     *
     * @param registrar counts; empty to show the original without counting
     * @param verdict how it is drained then
     */
    void replace(
            ServiceReference<Object> reference,
            Life before,
            Optional<ServiceRegistrar> registrar,
            Verdict.Drained verdict) {
        Life[] next = {before};
        Consumer<Life> hide = life -> {
            retiring.add(before);
            if (!all.replace(reference, next[0], life)) {
                throw new IllegalStateException("another thread has replaced or ended it");
            }
            next[0] = life;
            requireNotStopping(reference);
        };
        try {
            if (registrar.isPresent()) {
                publication(registrar.get()).publish(reference, ServiceFacts.of(reference), verdict, hide);
            } else {
                Publication.publishUncounted(reference, hide);
            }
        } catch (IllegalArgumentException | IllegalStateException | LinkageError | ClassNotFoundException refused) {
            if (all.replace(reference, next[0], before)) {
                log.log(WARNING, before.published().facts().name() + " stays as it is: " + Publication.reason(refused));
            }
            retiring.remove(before);
            return;
        }
        retiring.end(before);
        retiring.remove(before);
        if (!next[0].equals(all.get(reference))) { // the original has gone meanwhile
            Life.end(List.of(next[0]), log);
        }
    }

    /** An original goes; when this returns, no call is inside. Returns whether it was hidden. */
    boolean end(ServiceReference<?> reference) {
        boolean wasHidden = false;
        for (Life life = all.get(reference); life != null; life = all.get(reference)) { // it may be replaced
            wasHidden = true;
            try {
                Life.end(List.of(life), log);
            } finally {
                all.remove(reference, life);
            }
        }
        retiring.end(reference::equals);
        return wasHidden;
    }

    /** A bundle is stopping: its services go, those of its activator included. When this returns, no call is inside. */
    void stopping(Bundle bundle) {
        List<Life> its = new ArrayList<>();
        all.forEach((reference, life) -> {
            if (bundle.equals(reference.getBundle())) {
                its.add(life);
            }
        });
        Life.end(its, log);
        retiring.end(reference -> bundle.equals(reference.getBundle()));
    }
}
