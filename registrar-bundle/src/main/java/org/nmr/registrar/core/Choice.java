// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Rundown;

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
 * RUNNING   a side has ended the binding during the proposal   HELD_UP
 * RUNNING   an Error has ended the pass on its thread          HELD_UP
 * HELD_UP   that binding is gone; a provider joins while there RUNNING, on that thread
 *           is no binding
 * </pre>
 *
 * What a binding that is gone leaves as candidates:
 * <ul>
 * <li>If it was attached: all providers, except for this one if a side has ended the binding alone.
 * <li>If the client has disowned it, or if it was ended during its proposal: those that the pass has not come to.
 *     Otherwise a client that does so each time would be asked for ever.
 * </ul>
 *
 * <p>All fields are guarded by the space.
 */
final class Choice {
    private enum Pass {
        /** No candidate is left, or a binding stays. */
        NONE,
        /** A thread proposes. */
        RUNNING,
        /** Candidates are left, and no thread proposes until something happens. */
        HELD_UP
    }

    private final LiveClient<?, ?> client;
    private final NpiSpace space;
    private Pass pass = Pass.NONE;

    private final Candidates candidates;

    Choice(LiveClient<?, ?> client) {
        this.client = client;
        this.space = client.space();
        this.candidates = new Candidates(space);
    }

    /** Joins the NPI and proposes on this thread. */
    void join() {
        run(/* joins= */ true);
    }

    /** Takes up a provider that has joined, if there is no binding. */
    void offer(LiveProvider<?, ?> provider) {
        synchronized (space) {
            if (isBound() || !candidates.add(provider)) {
                return;
            }
        }
        resume();
    }

    /**
     * Whether the client has a binding that stays. Then a provider that joins need not be offered: when the binding is
     * gone, all providers become candidates.
     */
    boolean isBound() {
        assert Thread.holdsLock(space);
        return switch (pass) {
            case NONE -> !client.sides().isEmpty() && interrupted() == null;
            case RUNNING -> false;
            case HELD_UP -> client.isAttached();
        };
    }

    /**
     * The client's binding has gone in this step, or was revoked. Called again when a revoked binding finally ends; by
     * then the client may have a new one. The provider is not a candidate if one side has ended the binding alone.
     */
    void gone(boolean worked, @Nullable Rank detached) {
        assert Thread.holdsLock(space);
        if (worked && client.sides().isEmpty()) {
            candidates.addAllBut(detached);
        }
    }

    /**
     * Goes on after {@link #gone}: runs the pass on this thread, unless one runs, on another thread or further up on
     * this stack.
     */
    void resume() {
        run(/* joins= */ false);
    }

    /** Returns the client's binding if an Error has left it halfway. */
    private @Nullable LiveBinding<?, ?> interrupted() {
        assert Thread.holdsLock(space);
        Side<?> side = client.sides().any();
        return side == null || !side.binding().isInterrupted() ? null : side.binding();
    }

    /** Takes a binding away that no thread takes forward, because it would keep all providers from this client. */
    private void finishInterrupted() {
        LiveBinding<?, ?> interrupted;
        synchronized (space) {
            interrupted = interrupted();
        }
        if (interrupted != null) {
            Rundown rundown = new Rundown();
            interrupted.detach(rundown);
            rundown.finish();
        }
    }

    private void run(boolean joins) {
        assert !Thread.holdsLock(space);
        finishInterrupted();
        if (!begin(joins)) {
            return;
        }
        boolean over = false;
        try {
            for (LiveProvider<?, ?> next = next(); next != null; next = next()) {
                client.propose(next);
            }
            over = true;
        } finally { // also when the stack of this thread is used up, so it calls nothing
            if (!over) {
                synchronized (space) {
                    pass = Pass.HELD_UP;
                }
            }
        }
    }

    /** Returns whether the pass is this thread's now. */
    private boolean begin(boolean joins) {
        synchronized (space) {
            if (joins) {
                space.insert(client);
                candidates.addAllBut(null);
            } else if (pass == Pass.RUNNING || !client.sides().isEmpty()) {
                return false;
            }
            pass = Pass.RUNNING;
            return true;
        }
    }

    private @Nullable LiveProvider<?, ?> next() {
        synchronized (space) {
            if (client.isEnding()) {
                candidates.clear();
            }
            LiveProvider<?, ?> next = client.sides().isEmpty() ? candidates.poll() : null;
            if (next == null) {
                pause();
            }
            return next;
        }
    }

    private void pause() {
        assert Thread.holdsLock(space);
        boolean isHeldUp = client.sides().snapshot().stream().anyMatch(Side::holdsUpPass);
        if (!isHeldUp) {
            candidates.clear();
        }
        pass = isHeldUp ? Pass.HELD_UP : Pass.NONE;
    }
}
