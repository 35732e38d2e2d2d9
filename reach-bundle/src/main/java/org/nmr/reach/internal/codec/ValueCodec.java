// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** How the values of one type are encoded. Immutable. */
interface ValueCodec {
    /** Writes a value. It may be of any class, because generics promise nothing at run time. */
    void write(CborWriter out, @Nullable Object value) throws CborException;

    /** Reads the item at which the reader is. */
    @Nullable
    Object read(CborReader in) throws CborException;

    /** Of a reference: null crosses as null. */
    abstract class OfReference implements ValueCodec {
        private final Class<?> type;

        OfReference(Class<?> type) {
            this.type = type;
        }

        @Override
        public final void write(CborWriter out, @Nullable Object value) throws CborException {
            if (value == null) {
                out.nothing();
            } else if (type.isInstance(value)) {
                writeValue(out, value);
            } else {
                throw unexpected(type, value);
            }
        }

        @Override
        public final @Nullable Object read(CborReader in) throws CborException {
            return in.isNull() ? null : readValue(in);
        }

        abstract void writeValue(CborWriter out, Object value) throws CborException;

        abstract Object readValue(CborReader in) throws CborException;
    }

    /** Says that a value is not of the declared type. */
    static CborException unexpected(Class<?> type, @Nullable Object value) {
        String seen = value == null ? "null" : "a " + value.getClass().getTypeName();
        return new CborException("expected a " + type.getTypeName() + ", was " + seen);
    }
}
