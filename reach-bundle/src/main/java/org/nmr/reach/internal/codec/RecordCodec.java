// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** Of records: an array of the components in order. Read by the canonical constructor. */
final class RecordCodec extends ValueCodec.OfReference {
    private final Class<?> type;
    private final String[] names;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    /** Filled before anybody else has this codec: a record may contain itself. */
    private final ValueCodec[] components;

    RecordCodec(Class<?> type) throws UnsupportedTypeException {
        super(type);
        this.type = type;
        RecordComponent[] parts = type.getRecordComponents();
        int count = parts.length;
        names = new String[count];
        accessors = new MethodHandle[count];
        components = new ValueCodec[count];
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            for (int i = 0; i < count; i++) {
                names[i] = parts[i].getName();
                accessors[i] = lookup.unreflect(parts[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.unreflectConstructor(type.getConstructor(types))
                    .asType(MethodType.genericMethodType(count))
                    .asSpreader(Object[].class, count);
        } catch (ReflectiveOperationException hidden) {
            throw new UnsupportedTypeException(
                    "expected a public record with a public constructor in an exported package, was " + type.getName());
        }
    }

    void component(int index, ValueCodec codec) {
        components[index] = codec;
    }

    @Override
    void writeValue(CborWriter out, Object value) throws CborException {
        out.array(components.length);
        for (int i = 0; i < components.length; i++) {
            try {
                components[i].write(out, get(i, value));
            } catch (CborException wrong) {
                throw wrong.at(names[i]);
            }
        }
        out.end();
    }

    private @Nullable Object get(int index, Object value) throws CborException {
        try {
            return (Object) accessors[index].invokeExact(value);
        } catch (Throwable thrown) {
            throw Foreign.wrap("the accessor of " + type.getTypeName(), thrown);
        }
    }

    @Override
    Object readValue(CborReader in) throws CborException {
        in.array(components.length);
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            in.next();
            try {
                values[i] = components[i].read(in);
            } catch (CborException wrong) {
                throw wrong.at(names[i]);
            }
        }
        in.end();
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable thrown) {
            throw Foreign.wrap("the constructor of " + type.getTypeName(), thrown);
        }
    }
}
