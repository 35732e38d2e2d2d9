// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.registrar.core.BindingLife.State;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.Timing;

/**
 * That a client requires a provider, and how many it has. It changes nothing in what is proposed.
 *
 * <p>Guarded by the space of the client. The number of providers is that of the client's bindings that are ATTACHED. It
 * is written together with their states, with no call between the two writes, so that no Error comes between.
 */
final class Requirement {
    private final Timing timing;

    private int providers;

    /** Since when there is none. */
    private long since;

    /** Whether the client's module has it; from the return of the client's first proposals on. */
    private boolean isInForce;

    Requirement(Timing timing) {
        this.timing = timing;
        this.since = timing.nanoTime();
    }

    void begin() {
        isInForce = true;
    }

    /** Whether it is in force, and there is no provider. */
    boolean isUnmet() {
        return isInForce && providers == 0;
    }

    boolean isMet() {
        return providers > 0;
    }

    /** A binding goes from one state to the next: the caller writes that as soon as this returns. */
    void count(State from, State next) {
        long now = timing.nanoTime(); // first, because from here on nothing may fail
        if (next == State.ATTACHED) {
            providers++;
        } else if (from == State.ATTACHED) {
            providers--;
            since = now;
        }
    }

    /** Adds what a client lacks, unless it ends. */
    void fill(RegistrationDTO dto, boolean isEnding, Snapshot snapshot) {
        dto.required = true;
        dto.satisfied = !isEnding && isMet();
        if (!isEnding && !isMet()) {
            dto.unsatisfiedMillis = snapshot.millisSince(since);
        }
    }
}
