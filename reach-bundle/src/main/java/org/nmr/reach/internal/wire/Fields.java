// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import java.util.List;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** The elements of a message that is read, one after the other. */
final class Fields {
    private final CborReader in;
    private final int length;
    private final int kind;

    Fields(CborReader in) throws CborException {
        this.in = in;
        length = in.array();
        if (length == 0) {
            throw new CborException("expected a kind of message, was an empty array");
        }
        kind = positive();
    }

    /** Begins a message that is written; so many elements follow. */
    static void begin(CborWriter out, int kind, int elements) throws CborException {
        out.array(1 + elements);
        out.integer(kind);
    }

    int kind() {
        return kind;
    }

    CborException unknownKind() {
        return new CborException("expected a known kind of message, was " + kind);
    }

    /** Requires that so many elements follow the kind. */
    Fields of(int elements) throws CborException {
        if (length != 1 + elements) {
            throw new CborException(
                    "expected " + elements + " elements of a message of kind " + kind + ", were " + (length - 1));
        }
        return this;
    }

    /** Returns an integer that is not negative. */
    long number() throws CborException {
        in.next();
        return in.integer(0, Long.MAX_VALUE);
    }

    /** Returns an {@code int} that is not negative. */
    int positive() throws CborException {
        in.next();
        return (int) in.integer(0, Integer.MAX_VALUE);
    }

    boolean bool() throws CborException {
        in.next();
        return in.bool();
    }

    byte[] bytes() throws CborException {
        in.next();
        return in.bytes();
    }

    String text(int longest) throws CborException {
        return Texts.read(in, longest);
    }

    List<String> texts(int most, int longest) throws CborException {
        return Texts.list(in, most, longest);
    }

    WireInstance instance() throws CborException {
        return Instances.read(in);
    }

    void end() throws CborException {
        in.end();
    }
}
