// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.time.Duration;
import java.util.Map;

/** What is to be done with a service. */
public sealed interface Verdict {
    /** Nobody has asked for it to be drained. */
    record NotAsked() implements Verdict {}

    /**
     * It was asked for, but the service stays as it is.
     *
     * @param reason why
     */
    record Plain(String reason) implements Verdict {}

    /**
     * It is drained.
     *
     * @param hold how long calls wait for a replacement; zero is not at all
     * @param note what was asked for and is not done, with the reason; empty if nothing
     * @param policies of its end
     */
    record Drained(Duration hold, String note, Map<String, Object> policies) implements Verdict {
        /** Copies the map. */
        public Drained {
            policies = Map.copyOf(policies);
        }
    }
}
