// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.util.concurrent.CompletionStage;

/** What a client calls. */
public interface Work {
    /**
     * Runs something inside the provider.
     *
     * @param inside what
     */
    void run(Runnable inside);

    /**
     * Returns a result that is there later.
     *
     * @param result the same
     * @return in flight until it is complete
     */
    CompletionStage<Void> later(CompletionStage<Void> result);
}
