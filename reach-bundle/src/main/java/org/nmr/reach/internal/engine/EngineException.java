// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

import org.jspecify.annotations.Nullable;

/** The engine cannot do what it was asked to; the message is one line for an operator, and says what to do. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
