// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.concurrent.CompletionStage;

/** What both sides call each other through. */
public interface Work {
    /**
     * Works before it returns.
     *
     * @param number says what it does
     * @return the next number
     */
    int work(int number);

    /**
     * Works after it has returned, too, on another thread.
     *
     * @param number says for how long
     * @return completes with the next number
     */
    CompletionStage<Integer> later(int number);
}
