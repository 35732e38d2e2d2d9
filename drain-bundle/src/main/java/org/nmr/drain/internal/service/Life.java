// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * An original and what consumers see instead of it.
 *
 * <p>Its end has three steps, so that a group of originals is withdrawn as a whole first, then shut, and then awaited.
 *
 * @param published what consumers see
 * @param original the provider registration; null if calls are not counted
 */
record Life(Published published, @Nullable Original original) {
    /** Ends some together; when this returns, no call is inside. */
    static void end(Collection<Life> ending, System.Logger log) {
        ending.forEach(Life::withdraw);
        ending.forEach(Life::begin);
        ending.forEach(life -> life.await(log));
    }

    /** Tells the consumers. May be repeated. */
    void withdraw() {
        published.withdraw(original);
    }

    /** Lets no new call begin. May be repeated. */
    void begin() {
        published.shut(original);
        if (original != null) {
            original.begin();
        }
    }

    /** Tells whether something may end when the framework releases what this consumer has. */
    boolean hasStateOf(Bundle consumer) {
        return published.hasStateOf(consumer) || (original != null && original.hasStateOf(consumer));
    }

    /** The {@code stop()} of a consumer has returned; when this returns, no call of it is inside. */
    void leave(Bundle consumer, System.Logger log) {
        published.leave(consumer);
        if (original != null) {
            original.leave(consumer, log);
        }
    }

    /** Waits until no call is inside. */
    void await(System.Logger log) {
        if (original != null) {
            original.await(log);
        }
        published.forgetAll();
    }
}
