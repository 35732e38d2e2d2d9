// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One method that a view implements.
 *
 * @param method as one of the interfaces declares it
 * @param result what decides when its calls are over: its result's type as far as the dispatch interface fixes it, or a
 *     bound of that type
 * @param kind when its calls are over
 */
record ViewMethod(Method method, Class<?> result, AsyncKind kind) {
    /** All methods that a target may have, one for each name and descriptor. */
    static Collection<ViewMethod> of(Class<?> dispatch) {
        ViewTypes types = new ViewTypes(dispatch);
        Map<String, List<Declared>> declared = types.methods()
                .filter(ViewMethod::isViewed)
                .map(method -> Declared.of(method, types))
                .collect(Collectors.groupingBy(Declared::name));
        Map<String, ViewMethod> all = new LinkedHashMap<>();
        Arrays.stream(dispatch.getMethods())
                .filter(ViewMethod::isViewed)
                .map(method -> of(method, declared.getOrDefault(method.getName(), List.of())))
                .forEach(each -> all.putIfAbsent(each.signature(), each));
        return all.values();
    }

    /**
     * When a call is over says, of all declarations of what the method leads to in the target, the one that knows most.
     */
    private static ViewMethod of(Method method, List<Declared> sameName) {
        Set<List<Class<?>>> parameters = sameName.stream()
                .filter(parent -> parent.hasDescriptorOf(method))
                .map(Declared::parameters)
                .collect(Collectors.toSet());
        return sameName.stream()
                .filter(each -> each.isImplementedWith(method, parameters))
                .map(Declared::viewed)
                .min(Comparator.comparing(ViewMethod::kind))
                .map(best -> new ViewMethod(method, best.result, best.kind))
                .orElseGet(() -> new ViewMethod(method, method.getReturnType(), AsyncKind.NONE));
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

    private String signature() {
        return method.getName() + org.objectweb.asm.Type.getMethodDescriptor(method);
    }

    /**
     * A declaration in one of the interfaces.
     *
     * @param viewed the method, with what this declaration alone says of it
     * @param parameters with what the dispatch interface puts in place of type variables, erased
     */
    private record Declared(ViewMethod viewed, List<Class<?>> parameters) {
        static Declared of(Method method, ViewTypes types) {
            ViewMethod viewed = types.result(method)
                    .map(known -> new ViewMethod(method, known, kind(known, method, types)))
                    .min(Comparator.comparing(ViewMethod::kind))
                    .orElseThrow();
            return new Declared(viewed, types.parameters(method));
        }

        private static AsyncKind kind(Class<?> known, Method method, ViewTypes types) {
            AsyncKind kind = AsyncKind.of(known);
            return kind == AsyncKind.FUTURE && types.isOpen(method) ? AsyncKind.CHOSEN : kind;
        }

        String name() {
            return viewed.method.getName();
        }

        /**
         * Whether a class that implements both has one method for both: they have the same parameters, erased, or after
         * what takes the place of variables. A bridge has lost its variables, but the parent that it is there for has
         * them.
         *
         * @param method one with the same name
         * @param substituted the parameters of each parent with the method's descriptor
         */
        boolean isImplementedWith(Method method, Set<List<Class<?>>> substituted) {
            return Arrays.equals(viewed.method.getParameterTypes(), method.getParameterTypes())
                    || substituted.contains(parameters);
        }

        private boolean hasDescriptorOf(Method method) {
            return !viewed.method.isBridge()
                    && viewed.method.getReturnType() == method.getReturnType()
                    && Arrays.equals(viewed.method.getParameterTypes(), method.getParameterTypes());
        }
    }
}
