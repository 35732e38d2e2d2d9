// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A service in the framework, seen from outside: the tests' classes of the same names take the place of those of the
 * bundle. DTOs that it returns are copied, and interfaces are seen in the same way.
 */
final class Foreign {
    private Foreign() {}

    /** Returns the only service of that name, whoever may see its class. */
    static <T> T service(Class<T> type, BundleContext context) {
        return proxy(type, context.getService(reference(type.getName(), context)));
    }

    private static <T> T proxy(Class<T> type, Object service) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(service, method, arguments)));
    }

    private static ServiceReference<?> reference(String name, BundleContext context) {
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(name, null);
            if (all == null || all.length != 1) {
                throw new AssertionError("expected one service " + name + ", saw " + Arrays.toString(all));
            }
            return all[0];
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object call(Object service, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Method foreign = service.getClass().getMethod(method.getName(), method.getParameterTypes());
        try {
            Object result = foreign.invoke(service, arguments);
            Class<?> type = method.getReturnType();
            return type.isInterface() && !type.isInstance(result) ? proxy(type, result) : copy(result);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static @Nullable Object copy(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof List<?> list) {
            @Nullable Object[] copies = list.toArray();
            for (int i = 0; i < copies.length; i++) {
                copies[i] = copy(copies[i]);
            }
            return List.of(copies);
        }
        return value instanceof DTO dto ? copyFields(dto) : value;
    }

    private static Object copyFields(DTO dto) throws ReflectiveOperationException {
        Class<?> type = Class.forName(dto.getClass().getName());
        Object copy = type.getConstructor().newInstance();
        for (Field field : type.getFields()) {
            field.set(copy, copy(dto.getClass().getField(field.getName()).get(dto)));
        }
        return copy;
    }
}
