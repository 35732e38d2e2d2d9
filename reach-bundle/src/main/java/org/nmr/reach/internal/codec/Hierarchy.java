// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of an interface and of those that it extends, whose variables it binds. Methods that override each other
 * are one; the most specific stands for them.
 */
final class Hierarchy {
    /** What is called with the same name and erased parameters is one method. */
    private record Key(String name, List<Class<?>> parameters) {}

    /** By name and parameters after the variables are replaced. */
    private final Map<Key, Overriding> methods = new LinkedHashMap<>();

    /** By name and parameters in bytecode: what bridge methods have. */
    private final Map<Key, Overriding> erased = new LinkedHashMap<>();

    private Hierarchy() {}

    static Hierarchy of(Class<?> type) throws UnsupportedTypeException {
        Hierarchy hierarchy = new Hierarchy();
        hierarchy.add(ClosedType.of(type, Map.of()));
        return hierarchy;
    }

    private void add(ClosedType type) throws UnsupportedTypeException {
        for (Method each : type.raw().getDeclaredMethods()) {
            boolean isCalled = !Modifier.isStatic(each.getModifiers()) && !Modifier.isPrivate(each.getModifiers());
            if (isCalled && !each.isSynthetic() && !isOfObject(each)) {
                add(type, each);
            }
        }
        for (Type each : type.raw().getGenericInterfaces()) {
            add(type.part(each));
        }
    }

    private void add(ClosedType type, Method method) throws UnsupportedTypeException {
        try {
            List<ClosedType> parameters = new ArrayList<>();
            for (Type each : method.getGenericParameterTypes()) {
                parameters.add(type.part(each));
            }
            Variant variant = new Variant(method, type, List.copyOf(parameters));
            Key key = new Key(
                    method.getName(),
                    parameters.stream().<Class<?>>map(ClosedType::raw).toList());
            Overriding overriding = methods.computeIfAbsent(key, none -> new Overriding());
            overriding.add(variant);
            Overriding other = erased.putIfAbsent(erasedKey(method), overriding);
            if (other != null && other != overriding) {
                throw new UnsupportedTypeException("two methods have the same parameters at run time");
            }
        } catch (UnsupportedTypeException wrong) {
            throw wrong.at(method.getName());
        }
    }

    private static Key erasedKey(Method method) {
        return new Key(method.getName(), List.of(method.getParameterTypes()));
    }

    /** An interface may declare them again; a proxy answers them itself. */
    static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .filter(each -> !Modifier.isFinal(each.getModifiers()))
                .anyMatch(each -> erasedKey(each).equals(erasedKey(method)));
    }

    /** The methods. */
    Collection<Overriding> methods() {
        return methods.values();
    }

    /** All methods by which a caller may call one: also those that are overridden, and bridges. */
    Map<Method, Overriding> callable(Class<?> type) {
        Map<Method, Overriding> callable = new LinkedHashMap<>();
        methods.values().forEach(each -> each.variants().forEach(variant -> callable.put(variant.method(), each)));
        for (Method each : type.getMethods()) {
            Overriding called = erased.get(erasedKey(each));
            if (called != null && !Modifier.isStatic(each.getModifiers())) {
                callable.putIfAbsent(each, called);
            }
        }
        return callable;
    }

    /**
     * One declaration of a method.
     *
     * @param method the method
     * @param type the interface that declares it
     * @param parameters its parameters
     */
    record Variant(Method method, ClosedType type, List<ClosedType> parameters) {
        ClosedType result() throws UnsupportedTypeException {
            return type.part(method.getGenericReturnType());
        }

        private boolean overrides(Variant other) {
            Class<?> here = method.getDeclaringClass();
            Class<?> there = other.method.getDeclaringClass();
            if (here != there && there.isAssignableFrom(here)) {
                return true;
            }
            return !here.isAssignableFrom(there)
                    && method.getReturnType() != other.method.getReturnType()
                    && other.method.getReturnType().isAssignableFrom(method.getReturnType());
        }
    }

    /** Declarations that override each other. */
    static final class Overriding {
        private final List<Variant> variants = new ArrayList<>();

        private void add(Variant variant) {
            int place = !variants.isEmpty() && variant.overrides(variants.get(0)) ? 0 : variants.size();
            variants.add(place, variant);
        }

        /** The most specific. */
        Variant first() {
            return variants.get(0);
        }

        List<Variant> variants() {
            return variants;
        }
    }
}
