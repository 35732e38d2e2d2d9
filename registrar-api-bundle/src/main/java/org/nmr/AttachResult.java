// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * The outcome of a client's try to attach [C-88].
 *
 * <p>The reason tells why the pair is not attached:
 *
 * <ul>
 * <li>If the provider refused, it is the provider's own text, unchanged.
 * <li>If the provider failed, it is the class and message of its exception, or what was wrong with its answer. It has
 *     at most 300 characters and one line.
 * <li>If the pair is attached, it is empty.
 * </ul>
 *
 * @param status the outcome
 * @param reason why the pair is not attached; empty if it is attached
 * @since 1.0
 */
public record AttachResult(Status status, String reason) {
    /** The result of every successful attach. */
    public static final AttachResult ATTACHED = new AttachResult(Status.ATTACHED, "");

    /**
     * The outcome of a try to attach. The registrar treats both failures alike, and neither changes anything [C-96,
     *
     */
    public enum Status {
        /** The pair is attached, on both sides. */
        ATTACHED,
        /** The provider refused the client. */
        REFUSED,
        /** The provider threw an exception or gave no valid answer: the reason says which, and the log tells more. */
        FAILED
    }

    /**
     * Checks the components.
     *
     * @param status see {@link #status()}
     * @param reason see {@link #reason()}
     * @throws NullPointerException if a component is {@code null}
     */
    public AttachResult {
        Objects.requireNonNull(status, "attach result: expected a status, was null");
        Objects.requireNonNull(reason, "attach result: expected a reason or \"\", was null");
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
