// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a value is what a declaration says, all its parts included: the specification in another form. */
final class Declared {
    private Declared() {}

    static boolean is(Type declared, @Nullable Object value, Map<TypeVariable<?>, Type> variables) {
        if (declared instanceof TypeVariable<?> variable) {
            Type bound = variables.get(variable);
            return is(bound == null ? String.class : bound, value, Map.of()); // Sample extends Echo<String>
        } else if (declared instanceof WildcardType wildcard) {
            return is(wildcard.getUpperBounds()[0], value, variables);
        } else if (value == null) {
            return !(declared instanceof Class<?> raw && raw.isPrimitive());
        } else if (declared instanceof GenericArrayType array) {
            return elements(array.getGenericComponentType(), value, variables);
        } else if (declared instanceof ParameterizedType generic) {
            return isGeneric(generic, value, variables);
        }
        Class<?> raw = (Class<?>) declared;
        if (raw.isArray()) {
            return value.getClass() == raw && elements(raw.getComponentType(), value, variables);
        } else if (raw.isRecord()) {
            return value.getClass() == raw && components(raw, value, Map.of());
        }
        return raw.isPrimitive() || raw.isInstance(value);
    }

    private static boolean isGeneric(ParameterizedType type, Object value, Map<TypeVariable<?>, Type> variables) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (!raw.isInstance(value)) {
            return false;
        } else if (value instanceof Optional<?> optional) {
            return is(arguments[0], optional.orElse(null), variables);
        } else if (value instanceof Collection<?> collection) {
            return collection.stream().allMatch(each -> is(arguments[0], each, variables));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(each ->
                            is(arguments[0], each.getKey(), variables) && is(arguments[1], each.getValue(), variables));
        }
        Map<TypeVariable<?>, Type> bound = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            Type argument = arguments[i] instanceof TypeVariable<?> ? String.class : arguments[i];
            bound.put(raw.getTypeParameters()[i], argument);
        }
        return raw.isRecord() && components(raw, value, bound);
    }

    private static boolean components(Class<?> raw, Object value, Map<TypeVariable<?>, Type> variables) {
        try {
            for (RecordComponent each : raw.getRecordComponents()) {
                if (!is(each.getGenericType(), each.getAccessor().invoke(value), variables)) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static boolean elements(Type element, Object array, Map<TypeVariable<?>, Type> variables) {
        for (int i = 0; i < Array.getLength(array); i++) {
            if (!is(element, Array.get(array, i), variables)) {
                return false;
            }
        }
        return true;
    }
}
