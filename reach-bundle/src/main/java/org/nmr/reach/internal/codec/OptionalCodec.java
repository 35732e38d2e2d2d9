// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** Of {@code Optional}: an array of one value or none. */
final class OptionalCodec extends ValueCodec.OfReference {
    private final ValueCodec value;

    OptionalCodec(ValueCodec value) {
        super(Optional.class);
        this.value = value;
    }

    @Override
    void writeValue(CborWriter out, Object optional) throws CborException {
        @Nullable Object present = ((Optional<?>) optional).orElse(null);
        out.array(present == null ? 0 : 1);
        if (present != null) {
            value.write(out, present);
        }
        out.end();
    }

    @Override
    Optional<?> readValue(CborReader in) throws CborException {
        int length = in.array();
        if (length > 1) {
            throw new CborException("expected at most one value of an Optional, were " + length);
        }
        @Nullable Object present = null;
        if (length == 1) {
            in.next();
            present = value.read(in);
            if (present == null) {
                throw new CborException("expected a value of an Optional, was null");
            }
        }
        in.end();
        return Optional.ofNullable(present);
    }
}
