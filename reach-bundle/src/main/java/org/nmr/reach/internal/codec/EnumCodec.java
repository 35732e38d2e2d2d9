// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** Of enumerations: the constant's name. */
final class EnumCodec extends ValueCodec.OfReference {
    private final Class<?> type;
    private final Map<String, Object> constants = new HashMap<>();

    EnumCodec(Class<?> type) {
        super(type);
        this.type = type;
        for (Object each : Objects.requireNonNull(type.getEnumConstants())) {
            constants.put(((Enum<?>) each).name(), each);
        }
    }

    /** The names in order of declaration. */
    static String[] names(Class<?> type) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .map(each -> ((Enum<?>) each).name())
                .toArray(String[]::new);
    }

    @Override
    void writeValue(CborWriter out, Object value) throws CborException {
        out.text(((Enum<?>) value).name());
    }

    @Override
    Object readValue(CborReader in) throws CborException {
        String name = in.text();
        Object constant = constants.get(name);
        if (constant == null) {
            throw new CborException(
                    "expected a constant of " + type.getTypeName() + ", was " + CborException.quote(name));
        }
        return constant;
    }
}
