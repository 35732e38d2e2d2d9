// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a call that the peer may have executed: the call began, and its result is lost.
 *
 * <p>A bridge to another JVM throws it when the connection ends while a call is in flight. More generally, a dispatch
 * that stands for a peer elsewhere does so. An asynchronous call fails with it. The caller must not simply repeat the
 * call, unless the NPI says that the peer may execute it twice. A call that was certainly not executed fails with
 * {@link DetachedException}.
 *
 * <p>The registrar itself never throws it, because it loses no result: a call that has reached its peer returns what
 * the peer returns, or throws what the peer throws. This is also true for calls of a binding that was revoked.
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
     * @param cause the failure that ended the connection; {@code null} if there was no exception
     */
    public CallOutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
