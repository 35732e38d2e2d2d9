// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.Status;

/** What gRPC says about a loss, in one line for an operator. */
final class Reasons {
    private static final int LONGEST = 300;
    private static final int DEEPEST = 10;

    private Reasons() {}

    /** Returns the peer's own words, or the innermost cause, which is what went wrong. */
    static String of(Status status) {
        Throwable cause = status.getCause();
        if (cause != null) {
            return oneLine(innermost(cause));
        }
        String description = status.getDescription();
        return oneLine(description == null ? status.getCode().toString() : description);
    }

    /** Returns the message of the innermost cause, or its class. */
    static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < DEEPEST && inner.getCause() != null; i++) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null ? inner.getClass().getName() : message;
    }

    /** Cuts it, and replaces control characters: it may come from the peer. */
    static String oneLine(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}
