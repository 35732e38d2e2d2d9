// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.framework.ServiceReference;

/** One thread at a time gives a service a stand-in; others are told meanwhile that the service comes or goes. */
final class Decisions {
    private final Map<ServiceReference<?>, Decision> open = new ConcurrentHashMap<>();

    boolean isOpen(ServiceReference<?> reference) {
        return open.containsKey(reference);
    }

    /** The end of a service has begun, before it is looked at what is to be ended. */
    void gone(ServiceReference<?> reference) {
        Decision decision = open.get(reference);
        if (decision != null) {
            decision.isGone = true;
        }
    }

    /**
     * Decides, or waits for the decision of another thread, which calls no consumer until then.
     *
     * @param publish gives it a stand-in; runs what it is given as soon as the service is hidden; tells whether it is
     * @param end ends the service, if the event of its end may have come before it was hidden
     * @return whether it is hidden, or was until its end
     */
    boolean decide(ServiceReference<?> reference, Predicate<Runnable> publish, Runnable end) {
        Decision decision = new Decision();
        Decision other = open.putIfAbsent(reference, decision);
        if (other != null) {
            return other.isHidden.join();
        }
        boolean isHidden = false;
        try {
            isHidden = publish.test(() -> decision.isHidden.complete(/* value= */ true));
        } finally {
            decision.isHidden.complete(isHidden);
            open.remove(reference);
            if (decision.isGone || reference.getBundle() == null) {
                end.run();
            }
        }
        return isHidden;
    }

    /** What one thread decides. */
    private static final class Decision {
        /** The first word counts. */
        private final CompletableFuture<Boolean> isHidden = new CompletableFuture<>();

        private volatile boolean isGone;
    }
}
