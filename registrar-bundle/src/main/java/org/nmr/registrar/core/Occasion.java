// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** Why a thread takes a binding forward. */
enum Occasion {
    /** It has proposed the pair, and {@code attachProvider} has returned. */
    PROPOSAL,
    /** A registration ends, or a thread that waits for an end looks. */
    LOOK,
    /** A side has completed or is drained, or the binding is revoked. This begins no end of a binding. */
    COMPLETION;

    boolean mayBegin() {
        return this != COMPLETION;
    }
}
