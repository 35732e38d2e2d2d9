// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

/** A type cannot cross; the message says which and why. */
final class UnsupportedTypeException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedTypeException(String message) {
        super(message);
    }

    UnsupportedTypeException at(String place) {
        return new UnsupportedTypeException(place + ": " + getMessage());
    }
}
