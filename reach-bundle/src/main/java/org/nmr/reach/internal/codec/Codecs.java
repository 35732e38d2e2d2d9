// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Makes the codecs of the types that one dispatch type names. Used by one thread. */
final class Codecs {
    private static final int DEEPEST = 64;
    private static final Map<Class<?>, ValueCodec> SCALARS = Scalars.all();

    private final Map<ClosedType, ValueCodec> made = new HashMap<>();
    private int depth;

    /** Returns the codec of a type. */
    ValueCodec of(ClosedType type) throws UnsupportedTypeException {
        ValueCodec known = SCALARS.get(type.raw());
        if (known == null) {
            known = made.get(type);
        }
        if (known != null) {
            return known;
        }
        if (++depth > DEEPEST) {
            throw new UnsupportedTypeException("types nest deeper than " + DEEPEST);
        }
        ValueCodec codec = type.raw().isRecord() ? record(type) : make(type);
        made.put(type, codec);
        depth--;
        return codec;
    }

    /** Whether a type has no parts: its name alone says all. */
    static boolean isScalar(ClosedType type) {
        return SCALARS.containsKey(type.raw());
    }

    private ValueCodec make(ClosedType type) throws UnsupportedTypeException {
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            return new SequenceCodec.OfArray(raw.getComponentType(), element(type, 0));
        } else if (raw == List.class || raw == Collection.class) {
            return new SequenceCodec.OfList(raw, element(type, 0));
        } else if (raw == Set.class) {
            return new SequenceCodec.OfSet(key(type));
        } else if (raw == Map.class) {
            return new MapCodec(key(type), element(type, 1));
        } else if (raw == Optional.class) {
            return new OptionalCodec(element(type, 0));
        } else if (raw.isEnum() && Modifier.isPublic(raw.getModifiers())) {
            return new EnumCodec(raw);
        }
        throw new UnsupportedTypeException(raw.getName() + " cannot cross: " + why(raw));
    }

    private ValueCodec element(ClosedType type, int argument) throws UnsupportedTypeException {
        ClosedType element = type.argument(argument);
        if (element.raw() == void.class || element.raw() == Void.class) {
            throw new UnsupportedTypeException("Void has no values; use another element type");
        }
        return of(element);
    }

    private ValueCodec key(ClosedType type) throws UnsupportedTypeException {
        if (type.argument(0).raw().isArray()) {
            throw new UnsupportedTypeException("arrays have no equals for a set or the keys of a map; use a List");
        }
        return element(type, 0);
    }

    private RecordCodec record(ClosedType type) throws UnsupportedTypeException {
        RecordCodec codec = new RecordCodec(type.raw());
        made.put(type, codec); // before its components, which may name it again
        RecordComponent[] parts = type.raw().getRecordComponents();
        for (int i = 0; i < parts.length; i++) {
            try {
                ClosedType part = type.part(parts[i].getGenericType());
                if (part.raw() == Void.class) {
                    throw new UnsupportedTypeException("Void has no values; leave the component out");
                }
                codec.component(i, of(part));
            } catch (UnsupportedTypeException wrong) {
                throw wrong.at(type.raw().getSimpleName() + "." + parts[i].getName());
            }
        }
        return codec;
    }

    private static String why(Class<?> raw) {
        if (raw == Object.class) {
            return "it does not say which values it has; use a record";
        } else if (CompletionStage.class.isAssignableFrom(raw)) {
            return "only the result itself of a method may be asynchronous";
        } else if (Future.class.isAssignableFrom(raw) || isPromise(raw)) {
            return "use CompletionStage, which does not need a thread that waits";
        } else if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw)) {
            return "use List, Set, Map or Collection, which say nothing of the implementation";
        } else if (raw.isEnum()) {
            return "expected a public enumeration";
        } else if (raw.isInterface()) {
            return "an interface does not say which values it has; use a record";
        }
        return "expected a primitive, its box, String, an array, a public record or enumeration, List, Set, Map,"
                + " Optional, a value of java.time, BigInteger, BigDecimal, UUID or URI";
    }

    /** By name, because the bundle does not need the packages of OSGi promises. */
    private static boolean isPromise(Class<?> raw) {
        return raw.getName().equals("org.osgi.util.promise.Promise");
    }
}
