// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type as a declaration says it, with all variables replaced.
 *
 * @param raw the class; of an array, that of the array
 * @param arguments the type arguments; of an array, its element type
 * @param size how many classes it names: a generic record that contains itself can grow without end
 */
record ClosedType(Class<?> raw, List<ClosedType> arguments, int size) {
    private static final int LARGEST = 200;

    /** Replaces the variables of a declaration. */
    static ClosedType of(Type type, Map<TypeVariable<?>, ClosedType> variables) throws UnsupportedTypeException {
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? array(of(raw.getComponentType(), variables)) : plain(raw);
        } else if (type instanceof ParameterizedType generic) {
            List<ClosedType> arguments = new ArrayList<>();
            for (Type each : generic.getActualTypeArguments()) {
                arguments.add(of(each, variables));
            }
            return make((Class<?>) generic.getRawType(), List.copyOf(arguments));
        } else if (type instanceof GenericArrayType array) {
            return array(of(array.getGenericComponentType(), variables));
        } else if (type instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 0) {
            return of(wildcard.getUpperBounds()[0], variables);
        }
        ClosedType bound = type instanceof TypeVariable<?> variable ? variables.get(variable) : null;
        if (bound == null) {
            throw new UnsupportedTypeException(type.getTypeName() + " does not say which values it has");
        }
        return bound;
    }

    private static ClosedType make(Class<?> raw, List<ClosedType> arguments) throws UnsupportedTypeException {
        int size = 1 + arguments.stream().mapToInt(ClosedType::size).sum();
        if (size > LARGEST) {
            throw new UnsupportedTypeException("it names more than " + LARGEST + " classes");
        }
        return new ClosedType(raw, arguments, size);
    }

    private static ClosedType plain(Class<?> raw) throws UnsupportedTypeException {
        if (raw.getTypeParameters().length > 0) {
            throw new UnsupportedTypeException(
                    "type arguments are missing: " + raw.getSimpleName() + " does not say which values it has");
        }
        return make(raw, List.of());
    }

    private static ClosedType array(ClosedType element) throws UnsupportedTypeException {
        return make(element.raw.arrayType(), List.of(element));
    }

    /** The variables of the class, as this type binds them. */
    Map<TypeVariable<?>, ClosedType> variables() {
        TypeVariable<?>[] names = raw.getTypeParameters();
        Map<TypeVariable<?>, ClosedType> bound = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            bound.put(names[i], arguments.get(i));
        }
        return bound;
    }

    ClosedType argument(int index) {
        return arguments.get(index);
    }

    /** Replaces the variables of a part of this type, such as a component of a record. */
    ClosedType part(Type declared) throws UnsupportedTypeException {
        return of(declared, variables());
    }

    /** The name for people: simple names. */
    @Override
    public String toString() {
        if (raw.isArray()) {
            return argument(0) + "[]";
        }
        return arguments.isEmpty()
                ? raw.getSimpleName()
                : raw.getSimpleName()
                        + arguments.stream().map(ClosedType::toString).collect(Collectors.joining(",", "<", ">"));
    }
}
