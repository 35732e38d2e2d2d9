// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.npi;

import java.util.concurrent.CompletionStage;
import org.nmr.chaos.shared.Link;

/** What both sides call each other through. */
public interface Work {
    /**
     * Works before it returns.
     *
     * @param kind says what it does
     * @return the next number
     */
    int work(int kind);

    /**
     * Works after it has returned, too, on another thread.
     *
     * @param micros says for how long
     * @return completes with the next number
     */
    CompletionStage<Integer> later(int micros);

    /**
     * Returns what both sides share.
     *
     * @return the link
     */
    Link link();
}
