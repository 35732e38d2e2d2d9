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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One method that a view implements.
 *
 * @param dispatch the interface through which the view calls it
 * @param method as this interface or one of its parents declares it
 * @param result what decides when its calls are over: its result's type as far as the view's interfaces fix it, or a
 *     bound of that type
 * @param kind when its calls are over
 * @param handedOut the result, if the method hands it out; else null
 */
record ViewMethod(
        Class<?> dispatch,
        Method method,
        Class<?> result,
        AsyncKind kind,
        @Nullable ViewResult handedOut) {
    /** All methods that a target may have, one for each name and descriptor. */
    static Collection<ViewMethod> of(List<Class<?>> interfaces, HandOutRule rule) {
        ViewTypes types = new ViewTypes(interfaces);
        Map<String, List<Declared>> declared = types.methods()
                .filter(ViewMethod::isViewed)
                .map(method -> Declared.of(method, types))
                .collect(Collectors.groupingBy(Declared::name));
        Map<String, ViewMethod> all = new LinkedHashMap<>();
        for (Class<?> dispatch : interfaces) {
            Arrays.stream(dispatch.getMethods())
                    .filter(ViewMethod::isViewed)
                    .map(method -> of(dispatch, method, declared.getOrDefault(method.getName(), List.of()), rule))
                    .forEach(each -> all.putIfAbsent(each.signature(), each));
        }
        return all.values();
    }

    /** The types in the descriptors of what a view of these interfaces overrides, those that are overridden, too. */
    static Stream<Class<?>> descriptorTypes(Class<?> dispatch) {
        return new ViewTypes(List.of(dispatch))
                .methods()
                .filter(ViewMethod::isViewed)
                .flatMap(method ->
                        Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes())))
                .map(ViewMethod::element);
    }

    private static Class<?> element(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    /**
     * When a call is over says, of all declarations of what the method leads to in the target, the one that knows most.
     */
    private static ViewMethod of(Class<?> dispatch, Method method, List<Declared> sameName, HandOutRule rule) {
        Class<?> result = method.getReturnType();
        if (result.isPrimitive()) { // another interface may have the same method with a future
            ViewResult only = rule.of(List.of(new ViewResult(method, result, /* isOpen= */ false)));
            return new ViewMethod(dispatch, method, result, AsyncKind.NONE, only);
        }
        Set<List<Class<?>>> parameters = sameName.stream()
                .filter(parent -> parent.hasDescriptorOf(method))
                .map(Declared::parameters)
                .collect(Collectors.toSet());
        List<Declared> same = sameName.stream()
                .filter(each -> each.isImplementedWith(method, parameters))
                .toList();
        ViewResult out = rule.of(same.stream().map(Declared::result).toList());
        return same.stream()
                .map(Declared::viewed)
                .min(Comparator.comparing(ViewMethod::kind))
                .map(best -> new ViewMethod(dispatch, method, best.result, best.kind, out))
                .orElseGet(() -> new ViewMethod(dispatch, method, result, AsyncKind.NONE, out));
    }

    @Nullable
    Class<?> handedOutType() {
        return handedOut == null ? null : handedOut.type();
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
     * @param isOpen whether each caller chooses the class of the result
     * @param parameters with what the view's interfaces put in place of type variables, erased
     */
    private record Declared(ViewMethod viewed, boolean isOpen, List<Class<?>> parameters) {
        static Declared of(Method method, ViewTypes types) {
            ViewMethod viewed = types.result(method)
                    .map(known -> new ViewMethod(
                            method.getDeclaringClass(),
                            method,
                            known,
                            kind(known, method, types),
                            /* handedOut= */ null))
                    .min(Comparator.comparing(ViewMethod::kind))
                    .orElseThrow();
            return new Declared(viewed, types.isOpen(method), types.parameters(method));
        }

        private static AsyncKind kind(Class<?> known, Method method, ViewTypes types) {
            AsyncKind kind = AsyncKind.of(known);
            return kind == AsyncKind.FUTURE && types.isOpen(method) ? AsyncKind.CHOSEN : kind;
        }

        ViewResult result() {
            return new ViewResult(viewed.method, viewed.result, isOpen);
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
