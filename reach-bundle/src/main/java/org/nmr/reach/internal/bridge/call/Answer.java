// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

/** How a call to the peer has ended. */
sealed interface Answer {
    /** With a result. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Returned(byte[] result) implements Answer {}

    /** With an exception there. */
    record Thrown(boolean executed, String type, String message) implements Answer {}

    /** Nobody knows how: the binding has ended meanwhile. */
    record Unknown(String reason) implements Answer {}
}
