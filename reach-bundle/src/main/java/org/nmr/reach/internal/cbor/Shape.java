// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

/**
 * Checks bytes before a parser sees them: one item, of the subset that may cross, and nothing after it. Allocates
 * nothing. After it each declared length is true, so a reader may allocate by it.
 */
final class Shape {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int SIMPLE = 7;

    private static final int FALSE = 20;
    private static final int NULL = 22;
    private static final int FLOAT32 = 26;
    private static final int FLOAT64 = 27;

    private final byte[] bytes;
    private int at;

    private Shape(byte[] bytes) {
        this.bytes = bytes;
    }

    static void check(byte[] bytes) throws CborException {
        Shape shape = new Shape(bytes);
        shape.item(0);
        if (shape.at != bytes.length) {
            throw new CborException("expected the end at byte " + shape.at + ", were " + bytes.length + " bytes");
        }
    }

    private void item(int depth) throws CborException {
        int start = at;
        int head = next();
        int info = head & 0x1f;
        switch (head >>> 5) {
            case UNSIGNED, NEGATIVE -> integer(info, start);
            case BYTES -> skip(length(info, start));
            case TEXT -> text(length(info, start));
            case ARRAY -> array(length(info, start), depth + 1);
            case SIMPLE -> simple(info, start);
            default -> throw new CborException("expected no map and no tag, was one at byte " + start);
        }
    }

    private int next() throws CborException {
        if (at >= bytes.length) {
            throw new CborException("expected more than " + bytes.length + " bytes");
        }
        return bytes[at++] & 0xff;
    }

    private void skip(int length) {
        at += length;
    }

    private void array(int length, int depth) throws CborException {
        if (depth > Cbor.MAX_DEPTH) {
            throw new CborException("expected at most " + Cbor.MAX_DEPTH + " nested arrays, were more");
        }
        for (int i = 0; i < length; i++) {
            item(depth);
        }
    }

    private void integer(int info, int start) throws CborException {
        if (argument(info, start) < 0) {
            throw new CborException("expected an integer of 64 bits with a sign, was a larger one at byte " + start);
        }
    }

    /** An element has at least one byte, so no length is greater than what is left. */
    private int length(int info, int start) throws CborException {
        long length = argument(info, start);
        int left = bytes.length - at;
        if (length < 0 || length > left) {
            throw new CborException("expected a length of at most the " + left + " bytes that are left, was "
                    + Long.toUnsignedString(length) + " at byte " + start);
        }
        return (int) length;
    }

    /** Returns the argument of a head; it is negative if it needs all 64 bits. */
    private long argument(int info, int start) throws CborException {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new CborException("expected a definite length, was none at byte " + start);
        }
        long value = 0;
        for (int i = 1 << (info - 24); i > 0; i--) {
            value = (value << 8) | next();
        }
        return value;
    }

    private void simple(int info, int start) throws CborException {
        boolean isFloat = info == FLOAT32 || info == FLOAT64;
        if (isFloat) {
            argument(info, start);
        } else if (info < FALSE || info > NULL) {
            throw new CborException(
                    "expected false, true, null or a float of 32 or 64 bits, was another at byte " + start);
        }
    }

    private void text(int length) throws CborException {
        int end = at + length;
        while (at < end) {
            int start = at;
            int lead = bytes[at++];
            if (lead < 0 && !isCharacter(lead & 0xff, end)) {
                throw new CborException("expected UTF-8, was none at byte " + start);
            }
        }
    }

    /** Whether the bytes after a first one complete one character in its only form; no surrogate is one. */
    private boolean isCharacter(int lead, int end) {
        int more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
        if (more == 0 || end - at < more) {
            return false;
        }
        int code = lead & (0x3f >> more);
        for (int i = 0; i < more; i++) {
            int next = bytes[at++];
            if ((next & 0xc0) != 0x80) {
                return false;
            }
            code = (code << 6) | (next & 0x3f);
        }
        boolean isShortest = code >= (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
        boolean isSurrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        return isShortest && !isSurrogate && code <= Character.MAX_CODE_POINT;
    }
}
