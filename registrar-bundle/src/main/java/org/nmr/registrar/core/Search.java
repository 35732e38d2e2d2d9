// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.Owner;
import org.nmr.registrar.text.ForeignText;

/**
 * A client's search for its first provider: how long it takes, and who has refused it. Written by the threads that
 * propose, read by the one that looks for clients that find none. Thread safe.
 */
final class Search {
    private final long begin;

    /** Whether a provider was found; set once. */
    private volatile boolean found;

    /** Whether the log says that none was found; set once. */
    private volatile boolean reported;

    private volatile @Nullable Refusal last;

    /**
     * Why a pair did not attach.
     *
     * @param provider whose provider it was
     * @param reason what the client was told
     */
    record Refusal(Owner provider, String reason) {}

    Search(long begin) {
        this.begin = begin;
    }

    long begin() {
        return begin;
    }

    /** Whether a provider was found, or the log says that none was. */
    boolean isOver() {
        return found || reported;
    }

    /** Whether a provider was found once. */
    boolean hasFound() {
        return found;
    }

    /** Ends the search; keeps nothing of a provider. */
    void found() {
        found = true;
        last = null;
    }

    /** The log says that none was found. Who asks later is told why, so that is kept. */
    void reported() {
        reported = true;
    }

    void refused(LiveProvider<?, ?> provider, String reason) {
        if (!found) {
            last = new Refusal(provider.instance().owner(), ForeignText.of(reason));
        }
    }

    /** Returns why the last provider that was asked did not attach; null if none was. */
    @Nullable
    Refusal last() {
        return last;
    }
}
