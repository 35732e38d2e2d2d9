// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

import org.jspecify.annotations.Nullable;

/** Bytes are not what was expected, or a value has no bytes. One line, which quotes nothing unescaped. */
public final class CborException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 60;

    /** Makes one. */
    public CborException(String message) {
        this(message, null);
    }

    /** Makes one with a cause. */
    public CborException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the same with the place in front, which is known only further up. */
    public CborException at(String place) {
        return new CborException(place + ", " + getMessage(), getCause());
    }

    /** Returns a foreign text for a message: printable ASCII only, and cut. */
    public static String quote(String foreign) {
        StringBuilder quoted = new StringBuilder("'");
        int length = Math.min(foreign.length(), LONGEST_QUOTE);
        for (int i = 0; i < length; i++) {
            char c = foreign.charAt(i);
            quoted.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return quoted.append(foreign.length() > length ? "...'" : "'").toString();
    }
}
