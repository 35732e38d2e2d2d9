// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/** Writes one item, definite lengths only. */
public final class CborWriter {
    private final JsonGenerator generator;
    private int depth;

    CborWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Begins an array: exactly so many items follow, then {@link #end()}. */
    public void array(int size) throws CborException {
        if (++depth > Cbor.MAX_DEPTH) {
            throw new CborException("expected at most " + Cbor.MAX_DEPTH + " nested values, were more");
        }
        generator.writeStartArray(null, size);
    }

    /** Ends an array. */
    public void end() {
        depth--;
        generator.writeEndArray();
    }

    /** Writes null. */
    public void nothing() {
        generator.writeNull();
    }

    /** Writes a boolean. */
    public void bool(boolean value) {
        generator.writeBoolean(value);
    }

    /** Writes an integer. */
    public void integer(long value) {
        generator.writeNumber(value);
    }

    /** Writes a float of 32 bits. */
    public void float32(float value) {
        generator.writeNumber(value);
    }

    /** Writes a float of 64 bits. */
    public void float64(double value) {
        generator.writeNumber(value);
    }

    /** Writes bytes. */
    public void bytes(byte[] value) {
        generator.writeBinary(value);
    }

    /** Writes a text. The generator's own method would cut a long one in parts of indefinite number. */
    public void text(String value) throws CborException {
        requireNoLoneSurrogate(value);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        generator.writeUTF8String(utf8, 0, utf8.length);
    }

    private static void requireNoLoneSurrogate(String value) throws CborException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!isPair) {
                    throw new CborException("expected a text that has a form in UTF-8, was one with half of a"
                            + " surrogate pair at index " + i);
                }
                i++;
            }
        }
    }
}
