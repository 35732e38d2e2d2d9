// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** Makes objects of the framework's interfaces that answer what the test says, and null or 0 to the rest. */
final class Fake {
    private Fake() {}

    /** The answers take the arguments; the keys are names of methods. */
    static <T> T of(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Function<Object[], Object> answer = answers.get(method.getName());
            if (answer != null) {
                return answer.apply(args);
            }
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                case "toString" -> "fake " + type.getSimpleName();
                default -> method.getReturnType() == boolean.class ? Boolean.FALSE : null;
            };
        }));
    }
}
