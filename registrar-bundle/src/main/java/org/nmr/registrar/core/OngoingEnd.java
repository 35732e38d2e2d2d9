// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** An end in progress, for a watch that looks often and reports seldom: only {@link #report} is dear. */
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
