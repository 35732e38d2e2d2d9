// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.shared;

/** One entry of a script: runs inside the module's callback, on its thread. */
@FunctionalInterface
public interface Step {
    /** Answers PENDING. */
    Step PENDING = () -> Reply.PENDING;

    /** Declines or refuses. */
    Step REFUSE = () -> Reply.REFUSE;

    /** Does not do what has to be done. */
    Step FORGET = () -> Reply.FORGET;

    /** Throws the given exception out of the callback. */
    static Step fail(RuntimeException exception) {
        return () -> {
            throw exception;
        };
    }

    /** Does something that may fail, and then as told. */
    static Step of(Action action, Reply reply) {
        return () -> {
            try {
                action.run();
                return reply;
            } catch (Exception e) {
                throw new IllegalStateException("a step of the script has failed: " + e, e);
            }
        };
    }

    /** Runs the step; may block or throw. */
    Reply take();

    /** What a step does. */
    @FunctionalInterface
    interface Action {
        /** Runs. */
        void run() throws Exception;
    }
}
