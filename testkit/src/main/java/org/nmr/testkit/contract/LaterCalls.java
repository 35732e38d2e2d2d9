// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import java.util.concurrent.CompletionStage;

/** A provider dispatch that answers later. */
@FunctionalInterface
public interface LaterCalls {
    /**
     * Answers when the stage completes.
     *
     * @param what what the client tells
     * @return the stage of the answer
     */
    CompletionStage<String> tellLater(String what);
}
