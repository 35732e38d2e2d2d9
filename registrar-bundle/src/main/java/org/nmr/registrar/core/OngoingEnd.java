// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/**
 * An end in progress, for who looks often and reports seldom: what it tells without being asked for a report costs next
 * to nothing.
 */
public interface OngoingEnd {
    /** What ends: the same object in each look. Not to be kept but weakly. */
    Object subject();

    /** How long ago it began. */
    long ageMillis();

    /** Whether a thread waits for it. */
    boolean isAwaited();

    /** Says who holds it up, with the stacks of the threads inside. */
    String report();
}
