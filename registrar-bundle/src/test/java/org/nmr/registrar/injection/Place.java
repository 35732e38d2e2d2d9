// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.concurrent.Executor;

/** Where an operation is taken: with how much stack and heap. */
public interface Place {
    /** What is done there. */
    interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /** The threads for a run; its preparation and its operation are one task. */
    Executor threads();

    /** Does it where there is little room. */
    void take(Action action) throws Exception;

    /** A wait has begun, in which others make room. */
    void makeRoom();

    /** Whether this may leave the operation. */
    boolean isExpected(Throwable thrown);

    /**
     * Whether the modules' own frames are as exhausted as the registrar's: then nobody knows which of their callbacks
     * have begun.
     */
    boolean isReal();
}
