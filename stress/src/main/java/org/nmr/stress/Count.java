// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

/** What a run counts, so that nobody takes an empty run for a good one. */
enum Count {
    CALLS_BY_HAND,
    CALLS_BY_VIEW,
    CALLS_BY_KEPT_VIEW,
    CALLS_NESTED,
    CALLS_BACK,
    CALLS_ASYNC,
    CALLS_OF_VIRTUAL_THREADS,
    CALLS_REFUSED,
    CALLS_DURING_DETACH,
    ATTACHED,
    REFUSED,
    PENDING,
    UPDATES,
    MEETINGS,
    INTERRUPTS,
    LONG_WAITS
}
