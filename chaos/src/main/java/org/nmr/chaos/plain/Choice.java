// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import org.nmr.chaos.shared.Script;

/** The choices that a script makes for a plain bundle. */
enum Choice {
    FAIL_TO_START(200),
    UNREGISTER_BEFORE_STOP(3),
    STOP_HASTILY(2),
    SCOPE(3),
    SECOND_INTERFACE(2),
    HOLD(2),
    HAND_OUT(2),
    RANKING(4);

    private final int possibilities;

    Choice(int possibilities) {
        this.possibilities = possibilities;
    }

    /** Returns one of the possibilities. */
    int of(Script script) {
        return script.choose(name().hashCode(), possibilities);
    }

    /** Returns whether the first possibility was chosen. */
    boolean isMade(Script script) {
        return of(script) == 0;
    }
}
