// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.concurrent.atomic.LongAdder;
import org.nmr.sample.support.Counters;

/** What one load of the classic client counts. */
final class ClassicStatistics extends Counters {
    private final LongAdder calls = counter("calls");
    private final LongAdder failed = counter("failed");
    private final LongAdder answers = counter("answers");
    private final LongAdder pending = counter("pending");

    ClassicStatistics() {
        super("the classic client was unloaded", "provider");
    }

    /** The calls made through a provider. */
    LongAdder calls() {
        return calls;
    }

    /** Those of the calls that threw. */
    LongAdder failed() {
        return failed;
    }

    /** The answers that came. */
    LongAdder answers() {
        return answers;
    }

    /** The detaches that were not complete at once. */
    LongAdder pending() {
        return pending;
    }
}
