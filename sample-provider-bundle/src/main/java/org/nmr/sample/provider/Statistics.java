// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import java.util.concurrent.atomic.LongAdder;
import org.nmr.sample.support.Counters;

/** What this module counts, beside what every sample does; all counters start at 0 with each start of the bundle. */
final class Statistics extends Counters {
    private final LongAdder pending = counter("pending");

    Statistics() {
        super("the provider's stop()", "client");
    }

    /** The detaches that were not complete at once: all of them. */
    LongAdder pending() {
        return pending;
    }
}
