// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import org.jspecify.annotations.Nullable;

/** A value cannot be encoded, or bytes are not the declared value. One line, which names method and parameter. */
public final class CodecException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
