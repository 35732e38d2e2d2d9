// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.List;

/**
 * One thing that holds an end up.
 *
 * @param kind what kind of thing it is
 * @param text what the end waits for: who it is, where, and for how long
 * @param nextStep what an operator can do about it
 * @param binding the id of the binding to revoke; empty if there is none
 */
public record Blocker(Kind kind, String text, String nextStep, String binding) {
    /** The kinds, first those that do not end by themselves. */
    public enum Kind {
        /** A thread waits for an end that waits for this very thread. */
        OWN_THREAD,
        /** Threads wait for each other's ends or locks. */
        CYCLE,
        /** A thread has ended without closing its call. */
        ENDED_THREAD,
        /** A thread inside waits for a lock of the framework. */
        FRAMEWORK_LOCK,
        /** A thread inside waits for a lock that another thread holds. */
        LOCK,
        /** A callback of a binding runs. */
        CALLBACK,
        /** The module's {@code register} or a follower of it runs. */
        MODULE_CODE,
        /** A call is in flight on a thread. */
        CALL,
        /** An asynchronous call is not complete. */
        ASYNC_CALL,
        /** An object that was handed out is not closed. */
        HANDED_OUT,
        /** A side has answered PENDING and does not say that it is complete. */
        PENDING,
        /** Nothing of this was seen at the time of the look. */
        UNKNOWN;

        /** Whether nothing that the modules do by themselves ends it. */
        public boolean isForEver() {
            return compareTo(ENDED_THREAD) <= 0;
        }
    }

    /** Says it in one line, with the number of the others. */
    static String text(List<Blocker> blockers) {
        int more = blockers.size() - 1;
        return blockers.get(0).text() + (more == 0 ? "" : "; and for " + more + (more == 1 ? " other" : " others"));
    }
}
