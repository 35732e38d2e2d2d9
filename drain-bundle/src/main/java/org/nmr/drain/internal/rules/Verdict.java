// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

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
     * @param handedOut the names of types of which it hands objects out
     */
    record Drained(Duration hold, String note, Map<String, Object> policies, Set<String> handedOut) implements Verdict {
        /** Copies the collections. */
        public Drained {
            handedOut = Set.copyOf(handedOut);
            policies = Map.copyOf(policies);
        }

        /** One that hands nothing out. */
        public Drained(Duration hold, String note, Map<String, Object> policies) {
            this(hold, note, policies, Set.of());
        }
    }
}
