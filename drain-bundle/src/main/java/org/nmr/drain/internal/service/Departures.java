// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/**
 * The consumers of one service that are stopping while threads of them still get objects. Their calls are waited for as
 * those of others are; if it is too late for that, they get no object any more.
 */
final class Departures {
    private final Set<Bundle> marked = ConcurrentHashMap.newKeySet();

    /** Those whose calls are being waited for, or were. */
    private final Set<Bundle> left = ConcurrentHashMap.newKeySet();

    /** Tells of a consumer that has just got an object whether its calls are, or will be, waited for. */
    boolean mayUse(Bundle consumer) {
        int state = consumer.getState();
        if (state == Bundle.ACTIVE || state == Bundle.STARTING) {
            return true;
        }
        if (state == Bundle.STOPPING && marked.add(consumer)) {
            mark(consumer);
        }
        return state == Bundle.STOPPING && !left.contains(consumer);
    }

    /** Tells whether it is too late to hear of the end of a consumer. */
    static boolean hasStopped(Bundle consumer) {
        return (consumer.getState() & (Bundle.UNINSTALLED | Bundle.INSTALLED | Bundle.RESOLVED)) != 0;
    }

    private void mark(Bundle consumer) {
        try {
            ConsumerMark.register(consumer);
        } catch (IllegalStateException stopped) {
            left.add(consumer);
        }
    }

    /** The {@code stop()} of a consumer has returned, and its calls are about to be waited for. */
    void leaves(Bundle consumer) {
        left.add(consumer);
    }

    /** A consumer has stopped. */
    void forget(Bundle consumer) {
        marked.remove(consumer);
        left.remove(consumer);
    }
}
