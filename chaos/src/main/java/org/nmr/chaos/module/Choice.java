// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.module;

import org.nmr.chaos.shared.Script;

/** The choices that a script makes for a module. */
enum Choice {
    FAIL_BEFORE_REGISTERING(200),
    FAIL_AFTER_REGISTERING(200),
    REGISTER_MORE(4),
    FAIL_TO_STOP(200),
    WAY_TO_STOP(5),
    DECLINE(10),
    FAIL_TO_ATTACH(40),
    TRY_AGAIN(2),
    DISOWN(60),
    REFUSE(8),
    FAIL_TO_ANSWER(40),
    REGISTER_INSIDE(30),
    DEREGISTER_INSIDE(60),
    SAY_GOODBYE(3),
    FAIL_TO_DETACH(40),
    WAY_TO_DETACH(12),
    FAIL_TO_CLEAN_UP(40);

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
