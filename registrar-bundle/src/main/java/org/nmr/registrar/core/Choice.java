// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.lang.ref.WeakReference;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.core.BindingLife.SideState;

/**
 * The choice of a client that wants one provider at a time, the best that agrees.
 *
 * <p>A <em>pass</em> proposes candidates one by one, best first, until a binding stays or none is left. Only a pass
 * proposes to such a client, and only one thread runs it, while the client has no side: so it never has two bindings.
 *
 * <pre>
 * pass      event                                              next
 * --------- -------------------------------------------------- -------------------------------------
 * NONE      the client joins; its binding is gone;             RUNNING, on that thread
 *           a provider joins while there is no binding
 * RUNNING   a candidate is left and there is no binding        RUNNING
 * RUNNING   no candidate is left, or a binding stays           NONE
 * RUNNING   the client has disowned a binding that is not gone HELD_UP
 * HELD_UP   that binding is gone                               RUNNING, on that thread
 * </pre>
 *
 * A binding that was attached and is gone makes candidates of all providers. One that the client has disowned does
 * not, or a client that fails each time would be asked for ever: after it the pass goes on where it was.
 *
 * <p>All fields are guarded by the space.
 */
final class Choice {
    private enum Pass {
        NONE,
        RUNNING,
        HELD_UP
    }

    /**
     * A provider to be proposed, by ranking and age. Weak: an ended provider is in no set of the space any more, and must not
     * be kept by a pass that is held up.
     */
    private record Candidate(int ranking, long order, WeakReference<ProviderCore<?, ?>> provider)
            implements Comparable<Candidate> {
        Candidate(ProviderCore<?, ?> provider) {
            this(provider.ranking(), provider.order(), new WeakReference<>(provider));
        }

        @Override
        public int compareTo(Candidate other) {
            return ranking == other.ranking
                    ? Long.compare(order, other.order)
                    : Integer.compare(other.ranking, ranking);
        }
    }

    private final ClientCore<?, ?> client;
    private final NpiSpace space;
    private Pass pass = Pass.NONE;

    /** Those that the pass has not proposed yet. */
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

    /** The order of the youngest provider that was there when all became candidates; its thread may yet offer it again. */
    private long considered;

    Choice(ClientCore<?, ?> client) {
        this.client = client;
        this.space = client.space();
    }

    /** Joins the NPI and proposes on this thread. */
    void join() {
        synchronized (space) {
            space.join(client);
            considerAll();
            pass = Pass.RUNNING;
        }
        run();
    }

    /** Takes up a provider that has joined, if there is no binding. */
    void offer(ProviderCore<?, ?> provider) {
        synchronized (space) {
            boolean bound = pass == Pass.NONE && !client.sides().isEmpty();
            if (bound || provider.order() <= considered) {
                return;
            }
            candidates.add(new Candidate(provider));
        }
        resume();
    }

    /**
     * The client's binding has gone in this step, or was given up; called with the space's monitor. One that was given up
     * goes later once more, when the client may have another.
     */
    void gone(boolean worked) {
        if (worked && client.sides().isEmpty()) {
            considerAll();
        }
    }

    /** Goes on after {@link #gone}: runs the pass on this thread, unless one runs, on another thread or further up on this stack. Without monitor. */
    void resume() {
        synchronized (space) {
            if (pass == Pass.RUNNING || !client.sides().isEmpty()) {
                return;
            }
            pass = Pass.RUNNING;
        }
        run();
    }

    private void considerAll() {
        candidates.clear();
        space.providers().forEach(provider -> candidates.add(new Candidate(provider)));
        considered = space.lastOrder();
    }

    private void run() {
        boolean over = false;
        try {
            for (ProviderCore<?, ?> next = next(); next != null; next = next()) {
                client.propose(next);
            }
            over = true;
        } finally { // also when the stack of this thread is used up
            if (!over) {
                giveUp();
            }
        }
    }

    private @Nullable ProviderCore<?, ?> next() {
        synchronized (space) {
            if (client.isEnding()) {
                candidates.clear();
            }
            ProviderCore<?, ?> next = client.sides().isEmpty() ? poll() : null;
            if (next == null) {
                pause();
            }
            return next;
        }
    }

    private @Nullable ProviderCore<?, ?> poll() {
        for (Candidate best = candidates.poll(); best != null; best = candidates.poll()) {
            ProviderCore<?, ?> provider = best.provider().get();
            if (provider != null && !provider.isEnding()) {
                return provider;
            }
        }
        return null;
    }

    private void pause() {
        boolean disowned = client.sides().snapshot().stream().anyMatch(side -> side.state() == SideState.DISOWNED);
        pass = disowned ? Pass.HELD_UP : Pass.NONE;
        if (!disowned) {
            candidates.clear();
        }
    }

    private void giveUp() {
        synchronized (space) {
            pause();
        }
    }
}
