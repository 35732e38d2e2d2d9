// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import org.jspecify.annotations.Nullable;

/** A frame is no message: malformed, too large or too deep. The message is one line and quotes nothing unescaped. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public WireException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
