// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every value and factory of the API refuses a null in place of each argument that must be there, and says which. */
class NullArgumentsTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private static final List<Class<?>> VALUES = List.of(
            Answer.class,
            Answer.Accepted.class,
            Answer.Refused.class,
            AttachResult.class,
            CaptureRequest.class,
            ClientCharacteristics.class,
            Follower.class,
            ModuleId.class,
            ModuleId.Guid.class,
            ModuleId.InterfaceLuid.class,
            Npi.class,
            Owner.class,
            ProviderCharacteristics.class,
            RegistrationEvent.class,
            RegistrationInstance.class,
            Selection.class);

    /** One way to make a value. */
    private record Maker(Executable way, @Nullable Object self) {
        Object make(Object[] arguments) throws Exception {
            return way instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) way).invoke(self, arguments);
        }
    }

    private static Map<Class<?>, Object> selves() {
        return Map.of(
                CaptureRequest.class, CaptureRequest.of(NPI),
                ClientCharacteristics.class, ClientCharacteristics.of(NPI, proposal -> {}),
                RegistrationInstance.class, RegistrationInstance.of(NPI),
                Selection.class, Selection.ALL);
    }

    private static Stream<Maker> makers(Class<?> type) {
        Stream<Maker> constructors = Stream.of(type.getConstructors()).map(way -> new Maker(way, null));
        Stream<Maker> methods = Stream.of(type.getDeclaredMethods())
                .filter(way -> Modifier.isPublic(way.getModifiers()) && way.getParameterCount() > 0)
                .filter(way -> !way.getName().equals("equals"))
                .map(way -> new Maker(way, Modifier.isStatic(way.getModifiers()) ? null : selves().get(type)));
        return Stream.concat(constructors, methods);
    }

    private static Object[] arguments(Executable way) {
        Class<?>[] types = way.getParameterTypes();
        return Stream.of(types).map(type -> argument(type, way)).toArray();
    }

    private static @Nullable Object argument(Class<?> type, Executable way) {
        boolean needsDispatch = way.getDeclaringClass() == CaptureRequest.class && way instanceof Method;
        return switch (type.getSimpleName()) {
            case "Npi" ->
                needsDispatch && way.getParameterCount() == 2
                        ? Npi.of("test.npi", Runnable.class, Runnable.class)
                        : NPI;
            case "Object" ->
                way instanceof Constructor<?> && way.getDeclaringClass() == CaptureRequest.class
                        ? null
                        : (Runnable) () -> {};
            case "String" -> "text";
            case "Class" -> Runnable.class;
            case "Map" -> Map.of();
            case "Duration" -> Duration.ZERO;
            case "UUID" -> new UUID(1, 2);
            case "int" -> 1;
            case "long" -> 1L;
            case "boolean" -> true;
            case "RegistrationInstance" -> RegistrationInstance.of(NPI);
            case "ClientModule" -> (ClientModule<Void, Runnable>) proposal -> {};
            case "ProviderModule" -> (ProviderModule<Void, Runnable>) proposal -> Answer.refuse("no");
            default -> other(type);
        };
    }

    private static Object other(Class<?> type) {
        Map<Class<?>, Object> constants = Map.of(
                BindingContext.class, BindingContext.NONE,
                ModuleId.class, ModuleId.UNSPECIFIED,
                Owner.class, Owner.UNKNOWN,
                Selection.class, Selection.ALL);
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Function<Class<?>, Object> fake =
                each -> Proxy.newProxyInstance(each.getClassLoader(), new Class<?>[] {each}, (self, m, given) -> null);
        return constants.containsKey(type) ? constants.get(type) : fake.apply(type);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    @Test
    void everyValue_nullForAnyArgument_failsAndSaysWhatWasExpected() throws Exception {
        List<String> tried = new ArrayList<>();
        for (Class<?> type : VALUES) {
            for (Maker maker : makers(type).toList()) {
                Executable way = maker.way();
                assertTrue(maker.make(arguments(way)) != null, way.toString());
                for (int i = 0; i < way.getParameterCount(); i++) {
                    if (!way.getParameterTypes()[i].isPrimitive() && !isNullable(way.getAnnotatedParameterTypes()[i])) {
                        assertNullFails(maker, i);
                        tried.add(way + " " + i);
                    }
                }
            }
        }
        assertTrue(tried.size() > 60, tried::toString);
    }

    private static void assertNullFails(Maker maker, int argument) throws Exception {
        Object[] arguments = arguments(maker.way());
        arguments[argument] = null;
        String what = maker.way() + " with null as argument " + argument + " of " + Arrays.toString(arguments);
        try {
            maker.make(arguments);
        } catch (InvocationTargetException e) {
            assertEquals(NullPointerException.class, e.getCause().getClass(), () -> what + ": " + e.getCause());
            String message = String.valueOf(e.getCause().getMessage());
            assertTrue(message.contains("expected ") && message.contains("null"), () -> what + ": " + message);
            return;
        }
        throw new AssertionError(what + " was taken");
    }
}
