// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the type variables of the parents of a view's interfaces stand for in these interfaces. */
final class ViewTypes {
    /** The interfaces of the view and all their parents. */
    private final Set<Class<?>> interfaces = new LinkedHashSet<>();

    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    ViewTypes(List<Class<?>> dispatches) {
        dispatches.forEach(this::add);
    }

    private void add(Class<?> type) {
        if (!interfaces.add(type)) {
            return;
        }
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType generic) {
                TypeVariable<?>[] variables = ((Class<?>) generic.getRawType()).getTypeParameters();
                for (int i = 0; i < variables.length; i++) {
                    arguments.put(variables[i], generic.getActualTypeArguments()[i]);
                }
            }
        }
        for (Class<?> parent : type.getInterfaces()) {
            add(parent);
        }
    }

    /** The methods of all interfaces, those that are overridden, too. */
    Stream<Method> methods() {
        return interfaces.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()).filter(method -> method.getDeclaringClass() == type));
    }

    /** The method's parameters after what the interfaces put in place of variables, erased. */
    List<Class<?>> parameters(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .<Class<?>>map(this::erased)
                .toList();
    }

    private Class<?> erased(Type type) {
        if (type instanceof Class<?> fixed) {
            return fixed;
        }
        if (type instanceof ParameterizedType generic) {
            return erased(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return erased(array.getGenericComponentType()).arrayType();
        }
        return erased(bounds(type)[0]);
    }

    private Type[] bounds(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.get(variable);
            return argument == null ? variable.getBounds() : new Type[] {argument};
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getUpperBounds();
        }
        throw new AssertionError("expected a type of the Java language, was " + type);
    }

    /**
     * All that is known of a method's result: its class, or the bounds of a variable that nothing is put in place of.
     */
    Stream<Class<?>> result(Method method) {
        return known(method.getGenericReturnType());
    }

    private Stream<Class<?>> known(Type type) {
        return type instanceof TypeVariable
                ? Arrays.stream(bounds(type)).flatMap(this::known)
                : Stream.of(erased(type));
    }

    /** Whether each caller chooses the class of the result by itself, within bounds. */
    boolean isOpen(Method method) {
        Type type = method.getGenericReturnType();
        while (type instanceof TypeVariable && arguments.containsKey(type)) {
            type = arguments.get(type);
        }
        return type instanceof TypeVariable;
    }
}
