// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/**
 * What became of a client's try to attach [C-88].
 *
 * @param status the outcome
 * @param reason why not: the provider's reason as it was given; or, if it has failed, the class and message of its
 *     exception, or what was wrong with its answer, in at most 300 characters on one line; empty when attached
 * @since 1.0
 */
public record AttachResult(Status status, String reason) {
    /** The result of every successful attach. */
    public static final AttachResult ATTACHED = new AttachResult(Status.ATTACHED, "");

    /** The outcomes. Both failures have the same effect, none [C-96, A-23]. */
    public enum Status {
        /** The pair is attached, on both sides. */
        ATTACHED,
        /** The provider refused. */
        REFUSED,
        /** The provider threw an exception or gave no valid answer; the reason says which, and the log has more. */
        FAILED
    }

    /**
     * Tells whether the pair is attached.
     *
     * @return true if so
     */
    public boolean attached() {
        return status == Status.ATTACHED;
    }
}
