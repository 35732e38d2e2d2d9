// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.jspecify.annotations.Nullable;

/**
 * A call that may have been executed by the peer: it was begun, and its result is lost.
 *
 * <p>A dispatch throws it that stands for a peer elsewhere, such as a bridge to another JVM, when the connection ends
 * while the call is in flight. An asynchronous call fails with it. Whoever sees it must not simply repeat the call,
 * unless the NPI says that it may be executed twice. A call that was certainly not executed fails with
 * {@link DetachedException}.
 *
 * <p>The registrar itself never throws it, because it loses no result: a call that has reached its peer returns what
 * the peer returns, or throws what the peer throws. This holds for calls of a binding that was revoked, too.
 *
 * @since 1.0
 */
public final class CallOutcomeUnknownException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which call, and why its result is lost
     */
    public CallOutcomeUnknownException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message which call, and why its result is lost
     * @param cause what has ended the connection; {@code null} if nothing was thrown
     */
    public CallOutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
