// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A maker of objects of interfaces, such as those of a framework. The objects answer what the test says.
 *
 * <p>An answer is found by the name of the method, so it is the answer of all overloads. It gets the arguments.
 */
public final class Fake {
    private Fake() {}

    /**
     * Makes an object that answers null, 0 or false to methods without an answer of the test.
     *
     * @param <T> the type of the object
     * @param type an interface
     * @param answers the answers by the name of the method
     * @return the object
     */
    public static <T> T of(Class<T> type, Map<String, Function<Object[], @Nullable Object>> answers) {
        return make(type, answers, method -> zero(method.getReturnType()));
    }

    /**
     * Makes an object whose methods without an answer of the test throw an {@link UnsupportedOperationException}.
     *
     * @param <T> the type of the object
     * @param type an interface
     * @param why what to do instead, for the message
     * @param answers the answers by the name of the method
     * @return the object
     */
    public static <T> T strict(Class<T> type, String why, Map<String, Function<Object[], @Nullable Object>> answers) {
        return make(type, answers, method -> {
            throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName() + ": " + why);
        });
    }

    private static <T> T make(
            Class<T> type,
            Map<String, Function<Object[], @Nullable Object>> answers,
            Function<Method, @Nullable Object> rest) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Object[] arguments = args == null ? new Object[0] : args;
            Function<Object[], @Nullable Object> answer = answers.get(method.getName());
            if (answer != null) {
                return answer.apply(arguments);
            }
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == arguments[0];
                case "toString" -> "fake " + type.getSimpleName();
                default -> rest.apply(method);
            };
        }));
    }

    private static @Nullable Object zero(Class<?> type) {
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
