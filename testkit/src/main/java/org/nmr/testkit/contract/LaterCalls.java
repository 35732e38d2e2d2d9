// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import java.util.concurrent.CompletionStage;

/** A provider dispatch that answers later. */
@FunctionalInterface
public interface LaterCalls {
    /** Answers when the stage completes. */
    CompletionStage<String> tellLater(String what);
}
