// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** Why a thread takes a binding forward. */
enum Occasion {
    /** It has proposed the pair, and that is over. */
    PROPOSAL,
    /** A registration ends, or a thread that waits for an end looks. */
    LOOK,
    /**
     * A side has completed or is drained, or the binding is revoked: the end of a binding does not begin by that.
     */
    COMPLETION;

    boolean mayBegin() {
        return this != COMPLETION;
    }
}
