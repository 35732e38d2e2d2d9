// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORReadContext;

/**
 * Reads one item strictly: nothing is converted. Each method but {@link #next} looks at the current item. An array is
 * read as {@code array()}, then {@code next()} and the element for each element, then {@code end()}.
 */
public final class CborReader {
    private final JsonParser parser;
    private @Nullable JsonToken token;

    CborReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Goes to the next item. */
    public void next() {
        token = parser.nextToken();
    }

    /** Whether the item is null. */
    public boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    /** Whether the item is a text. */
    public boolean isText() {
        return token == JsonToken.VALUE_STRING;
    }

    /** Begins an array and returns its length. So many elements are really there. */
    public int array() throws CborException {
        require(token == JsonToken.START_ARRAY, "an array");
        return ((CBORReadContext) parser.streamReadContext()).getExpectedLength();
    }

    /** Begins an array that has an exact length. */
    public void array(int length) throws CborException {
        int seen = array();
        if (seen != length) {
            throw new CborException("expected an array of " + length + ", was one of " + seen);
        }
    }

    /** Ends an array after its last element. */
    public void end() throws CborException {
        next();
        require(token == JsonToken.END_ARRAY, "the end of an array");
    }

    /** Returns a boolean. */
    public boolean bool() throws CborException {
        require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, "a boolean");
        return token == JsonToken.VALUE_TRUE;
    }

    /** Returns an integer within bounds, both included. */
    public long integer(long min, long max) throws CborException {
        require(token == JsonToken.VALUE_NUMBER_INT, "an integer");
        long value = parser.getLongValue();
        if (value < min || value > max) {
            throw new CborException("expected an integer from " + min + " to " + max + ", was " + value);
        }
        return value;
    }

    /** Returns an {@code int}. */
    public int int32() throws CborException {
        return (int) integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Returns a {@code long}. */
    public long int64() throws CborException {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Returns a float of 32 bits. */
    public float float32() throws CborException {
        require(isFloat(JsonParser.NumberType.FLOAT), "a float of 32 bits");
        return parser.getFloatValue();
    }

    /** Returns a float of 64 bits. */
    public double float64() throws CborException {
        require(isFloat(JsonParser.NumberType.DOUBLE), "a float of 64 bits");
        return parser.getDoubleValue();
    }

    private boolean isFloat(JsonParser.NumberType type) {
        return token == JsonToken.VALUE_NUMBER_FLOAT && parser.getNumberType() == type;
    }

    /** Returns a text. */
    public String text() throws CborException {
        require(token == JsonToken.VALUE_STRING, "a text");
        return parser.getString();
    }

    /** Returns bytes that nobody else has. */
    public byte[] bytes() throws CborException {
        require(token == JsonToken.VALUE_EMBEDDED_OBJECT, "bytes");
        return parser.getBinaryValue();
    }

    private void require(boolean isExpected, String expected) throws CborException {
        if (!isExpected) {
            throw new CborException("expected " + expected + ", was " + seen());
        }
    }

    private String seen() {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_ARRAY -> "an array";
            case END_ARRAY -> "the end of an array";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a float";
            case VALUE_STRING -> "a text";
            case VALUE_EMBEDDED_OBJECT -> "bytes";
            default -> "something else";
        };
    }
}
