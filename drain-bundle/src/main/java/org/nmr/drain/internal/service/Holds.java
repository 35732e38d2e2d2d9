// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.nmr.drain.internal.rules.Identity;
import org.nmr.drain.internal.rules.Keys;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The services whose originals are gone and whose calls wait for replacements. */
final class Holds {
    /** A stand-in may be held again before the thread that has ended its last hold has said so. */
    private final Map<Phase.Held, Hold> held = new ConcurrentHashMap<>();

    private final ClassSpaces spaces;
    private final Parking parking;

    /** Tells whether a service that replaces it is there, so that its consumers can have that one. */
    private final Predicate<StandIn> isReplaced;

    private final System.Logger log;
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean isClosed;

    Holds(Bundle own, IntSupplier threads, Predicate<StandIn> isReplaced, System.Logger log) {
        this.spaces = new ClassSpaces(own);
        this.parking = new Parking(threads);
        this.isReplaced = isReplaced;
        this.log = log;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "nmr-hold");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(/* value= */ true); // there is a thread only while something is held
        timer.setRemoveOnCancelPolicy(/* value= */ true);
    }

    /** Judges who sees the types of services that may be held, because this bundle registers them. */
    ClassSpaces spaces() {
        return spaces;
    }

    Parking parking() {
        return parking;
    }

    /**
     * Tells whether calls of a stand-in may begin to wait: not when the framework stops, and not if consumers can have
     * the replacement already.
     */
    boolean mayBegin(StandIn standIn) {
        return !isClosed && !isReplaced.test(standIn);
    }

    /** Lets the calls of a stand-in wait at most this long. */
    void begin(StandIn standIn, Phase.Held phase, Duration atMost) {
        try {
            Future<?> end = timer.schedule(() -> expire(standIn, phase), atMost.toMillis(), TimeUnit.MILLISECONDS);
            held.put(phase, new Hold(standIn, end));
        } catch (RejectedExecutionException closed) {
            expire(standIn, phase);
        }
        if (!mayBegin(standIn) || !standIn.isHeld(phase)) { // since it was asked, or put into the map
            expire(standIn, phase);
            end(phase);
        }
    }

    /** Ends one hold, unless it is over; the stand-in may be in another one. */
    private boolean expire(StandIn standIn, Phase.Held phase) {
        try {
            return standIn.expire(phase);
        } catch (RuntimeException | Error failed) { // the code of listeners
            log.log(
                    ERROR,
                    standIn.facts().name() + ": a listener of a consumer has failed at the end of the hold",
                    failed);
            return true;
        }
    }

    /** Forgets a hold that is over. */
    void end(Phase.Held phase) {
        Hold over = held.remove(phase);
        if (over != null) {
            over.end.cancel(/* mayInterruptIfRunning= */ false);
        }
    }

    /** Returns the held service that this one replaces; if there are several, the one that is most like it. */
    Optional<StandIn> find(Match next) {
        return held.entrySet().stream()
                .filter(each -> each.getValue().standIn.isHeld(each.getKey()))
                .map(each -> each.getValue().standIn)
                .filter(each -> next.replaces(each.match()))
                .max(Comparator.comparingInt(each -> each.facts().likeness(next.facts())));
    }

    /** A service is shown as it is, not drained: calls do not wait any more for a replacement that is this service. */
    void shown(ServiceReference<?> reference) {
        if (held.isEmpty() || reference.getProperty(Keys.MARK) != null) {
            return;
        }
        ServiceFacts facts = ServiceFacts.of(reference);
        release(last -> Set.copyOf(last.types()).equals(Set.copyOf(facts.types())) && Identity.isSame(facts, last));
    }

    /** Ends the holds that are chosen; returns how many. */
    int release(Predicate<ServiceFacts> chosen) {
        int released = 0;
        for (Map.Entry<Phase.Held, Hold> each : held.entrySet()) {
            StandIn standIn = each.getValue().standIn;
            if (chosen.test(standIn.facts()) && expire(standIn, each.getKey())) {
                released++;
            }
        }
        return released;
    }

    /** Ends all holds, and lets none begin any more. */
    void close() {
        isClosed = true;
        timer.shutdownNow();
        release(all -> true);
    }

    List<StandIn> all() {
        return held.values().stream().map(Hold::standIn).toList();
    }

    /** A stand-in, and what ends its hold when the time is over. */
    private record Hold(StandIn standIn, Future<?> end) {}
}
