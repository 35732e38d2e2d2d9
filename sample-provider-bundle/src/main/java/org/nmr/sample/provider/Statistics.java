package org.nmr.sample.provider;

import org.nmr.sample.support.Counters;

/** What this module counts: what every sample does; all counters start at 0 with each start of the bundle. */
final class Statistics extends Counters {
    Statistics() {
        super("the provider's stop()", "client");
    }
}
