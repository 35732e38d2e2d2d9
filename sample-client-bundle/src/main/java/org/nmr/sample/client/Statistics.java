// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.util.concurrent.atomic.LongAdder;
import org.nmr.sample.support.Counters;

/** What this module counts, beside what every sample does; all counters start at 0 with each activation. */
final class Statistics extends Counters {
    private final LongAdder calls = counter("calls");
    private final LongAdder failed = counter("failed");
    private final LongAdder unknown = counter("unknown");
    private final LongAdder refused = counter("refused");
    private final LongAdder answers = counter("answers");
    private final LongAdder lost = counter("lost");

    Statistics() {
        super("the client was deactivated", "provider");
    }

    /** The calls made through a provider. */
    LongAdder calls() {
        return calls;
    }

    /** Those of the calls that threw. */
    LongAdder failed() {
        return failed;
    }

    /** Those of the calls that a provider in another framework may have executed or not; no failure. */
    LongAdder unknown() {
        return unknown;
    }

    /** The calls that were not made, because the provider was going; no failure. */
    LongAdder refused() {
        return refused;
    }

    /** The answers that came. */
    LongAdder answers() {
        return answers;
    }

    /** The datagrams whose answer did not come in time; no failure. */
    LongAdder lost() {
        return lost;
    }
}
