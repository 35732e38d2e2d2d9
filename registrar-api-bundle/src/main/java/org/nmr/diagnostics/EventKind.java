// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

/**
 * What an {@link EventDTO} tells.
 *
 * @since 1.0
 */
public enum EventKind {
    /** A client and a provider were attached. */
    ATTACHED,

    /** A provider has refused a client. The client may have tried again. */
    REFUSED,

    /** A pair has failed: a callback threw an exception, or the two sides see different classes. */
    FAILED,

    /** A binding is gone: both sides are done, and both have cleaned up. */
    DETACHED,

    /** The unload of a module is complete. */
    UNLOADED,

    /** A binding was revoked. Its DETACHED may come before or after this. */
    REVOKED,

    /** An end has waited longer than the report delay. It comes again with each report in the log. */
    BLOCKED,

    /** A call in flight holds up an end that is BLOCKED. It comes once for each side with calls, after the BLOCKED. */
    LONG_CALL
}
