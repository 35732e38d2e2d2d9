// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One method that a view implements.
 *
 * @param method as one of the interfaces declares it
 * @param result its result's type as far as the dispatch interface fixes it: the erased type, or what a type variable of a
 *     generic parent stands for
 * @param kind when its calls are over
 */
record ViewMethod(Method method, Class<?> result, AsyncKind kind) {
    /** All methods that a target may have, one for each name and descriptor. */
    static Collection<ViewMethod> of(Class<?> dispatch) {
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        collectArguments(dispatch, arguments);
        List<ViewMethod> own = Arrays.stream(dispatch.getMethods())
                .filter(ViewMethod::isViewed)
                .map(method -> of(method, raw(method.getGenericReturnType(), arguments)))
                .toList();
        Map<String, ViewMethod> all = new LinkedHashMap<>();
        for (ViewMethod each : own) {
            all.merge(each.signature(), each.orAsImplementedIn(own), (a, b) -> a.kind == AsyncKind.NONE ? b : a);
        }
        return all.values();
    }

    private static ViewMethod of(Method method, @Nullable Class<?> fixed) {
        Class<?> result = Objects.requireNonNullElse(fixed, method.getReturnType());
        return new ViewMethod(method, result, AsyncKind.of(result));
    }

    /** The view answers equals, hashCode and toString itself: they must work after the end. */
    private static boolean isViewed(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && !isObjects(method);
    }

    private static boolean isObjects(Method method) {
        return switch (method.getName()) {
            case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }

    /** A bridge has the erased result of a parent; when it is over says the method that it leads to. */
    private ViewMethod orAsImplementedIn(List<ViewMethod> methods) {
        if (!method.isBridge()) {
            return this;
        }
        return methods.stream()
                .filter(this::leadsTo)
                .findFirst()
                .map(other -> new ViewMethod(method, other.result, other.kind))
                .orElse(this);
    }

    private boolean leadsTo(ViewMethod other) {
        return other.kind != AsyncKind.NONE
                && other.method.getName().equals(method.getName())
                && other.method.getParameterCount() == method.getParameterCount();
    }

    private static void collectArguments(Class<?> type, Map<TypeVariable<?>, Type> arguments) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType generic) {
                TypeVariable<?>[] variables = ((Class<?>) generic.getRawType()).getTypeParameters();
                for (int i = 0; i < variables.length; i++) {
                    arguments.put(variables[i], generic.getActualTypeArguments()[i]);
                }
            }
        }
        for (Class<?> parent : type.getInterfaces()) {
            collectArguments(parent, arguments);
        }
    }

    private static @Nullable Class<?> raw(Type type, Map<TypeVariable<?>, Type> arguments) {
        Type now = type;
        while (now instanceof TypeVariable && arguments.containsKey(now)) {
            now = Objects.requireNonNull(arguments.get(now), "argument");
        }
        if (now instanceof ParameterizedType generic) {
            now = generic.getRawType();
        }
        return now instanceof Class<?> fixed ? fixed : null;
    }

    private String signature() {
        return method.getName() + org.objectweb.asm.Type.getMethodDescriptor(method);
    }
}
