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

    /** Runs the step; may block or throw. */
    Reply take();
}
