// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;

/** Dispatch types with very many methods, parameters and long names: a view of each, or the reason why not. */
class ViewSizeTest {
    private static final String STAGE = "Ljava/util/concurrent/CompletionStage;";

    private final ViewFactory factory = new ViewFactory();

    /** Defines interfaces. */
    private static final class Interfaces extends ClassLoader {
        Interfaces() {
            super(ViewSizeTest.class.getClassLoader());
        }

        Class<?> define(String name, List<String> methods, String descriptor) {
            return define(name, methods, i -> descriptor);
        }

        Class<?> define(String name, List<String> methods, IntFunction<String> descriptor) {
            ClassWriter type = new ClassWriter(0);
            int access = ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT;
            type.visit(V17, access, name, null, "java/lang/Object", null);
            for (int i = 0; i < methods.size(); i++) {
                type.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, methods.get(i), descriptor.apply(i), null, null)
                        .visitEnd();
            }
            type.visitEnd();
            byte[] code = type.toByteArray();
            return defineClass(name.replace('/', '.'), code, 0, code.length);
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "method" + i).toList();
    }

    private static Object target(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @SuppressWarnings("unchecked")
    private <D> D view(Class<?> type, ViewGuard<D> guard) {
        return factory.of((Class<D>) type).apply(guard);
    }

    private static String descriptor(String parameter, int count, String result) {
        return "(" + parameter.repeat(count) + ")" + result;
    }

    @Test
    void call_asManyParametersAsThereMayBe_allArriveAndTheResultIsAwaited() throws Exception {
        for (String descriptor :
                List.of(descriptor("I", 254, STAGE), descriptor("D", 127, STAGE), descriptor("[J", 254, STAGE))) {
            Class<?> type = new Interfaces().define("test/Wide", List.of("get"), descriptor);
            Method method = type.getMethods()[0];
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(each -> each.isArray() ? new long[1] : each == int.class ? (Object) 7 : (Object) 7.0)
                    .toArray();
            CompletableFuture<Object> result = new CompletableFuture<>();
            List<Object> seen = new ArrayList<>();
            ViewGuard<Object> guard = new ViewGuard<>(target(type, (proxy, called, given) -> {
                seen.addAll(List.of(given));
                return result;
            }));
            assertEquals(result, method.invoke(view(type, guard), arguments));
            assertEquals(List.of(arguments), seen);
            assertFalse(guard.shutAndSeeDrained());
            result.complete("done");
            assertTrue(guard.wasDrained());
        }
    }

    @Test
    void of_aThousandAndTenThousandMethods_hasAViewOfAll() throws Exception {
        Class<?> type = new Interfaces().define("test/Many", names(1_000), "()" + STAGE);
        ViewGuard<Object> guard = new ViewGuard<>(
                target(type, (proxy, called, given) -> CompletableFuture.completedFuture(called.getName())));
        Object result = type.getMethod("method999").invoke(view(type, guard));
        assertEquals("method999", ((CompletableFuture<?>) result).join());
        assertTrue(guard.shutAndSeeDrained());
        assertNull(factory.unsupportedReason(new Interfaces().define("test/Many", names(10_000), "()" + STAGE)));
    }

    /** Each of them might be a bridge of each other. */
    @Test
    void of_veryManyOverloads_takesNoVeryLongTime() {
        List<String> descriptors = IntStream.range(0, 4_000)
                .mapToObj(i -> Integer.toString(8 * 8 * 8 * 8 + i, 8).chars())
                .map(digits -> digits.mapToObj(digit -> "IJSBCZFD".substring(digit - '0', digit - '0' + 1)))
                .map(parameters -> "(" + parameters.collect(Collectors.joining()) + ")" + STAGE)
                .toList();
        Class<?> type = new Interfaces().define("test/Overloaded", Collections.nCopies(4_000, "get"), descriptors::get);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertNull(factory.unsupportedReason(type)));
    }

    @Test
    void of_moreMethodsThanOneClassFileHas_saysWhy() {
        Class<?> type = new Interfaces().define("test/TooMany", names(20_000), "()" + STAGE);
        assertEquals(
                "There is no counted view of test.TooMany, because its 20000 methods and their names do not fit into"
                        + " one class file. Use manual calls instead: enter()",
                factory.unsupportedReason(type));
    }

    @Test
    void of_veryLongNames_hasAViewOrSaysWhy() {
        Interfaces interfaces = new Interfaces();
        String longName = "n".repeat(40_000);
        assertNull(factory.unsupportedReason(interfaces.define("test/" + longName, List.of(longName), "()" + STAGE)));
        String reason = factory.unsupportedReason(interfaces.define("m".repeat(65_530), List.of("get"), "()" + STAGE));
        assertNotNull(reason);
        assertTrue(reason.contains("do not fit into one class file"), reason);
        assertTrue(bytes(reason) < 2_000, reason);
    }

    @Test
    void unsupportedReason_veryManyParametersOfLongTypes_isShortAndOnOneLine() {
        Interfaces interfaces = new Interfaces();
        interfaces.define("test/Long" + "x".repeat(200), List.of(), "()V");
        Class<?> type = interfaces.define(
                "test/Unto\nld",
                List.of("schedule"),
                descriptor("Ltest/Long" + "x".repeat(200) + ";", 254, "Ljava/util/concurrent/FutureTask;"));
        String reason = factory.unsupportedReason(type);
        assertNotNull(reason);
        assertTrue(reason.contains("returns java.util.concurrent.FutureTask, a Future that has no callback"), reason);
        assertTrue(bytes(reason) < 2_000, () -> bytes(reason) + " bytes");
        assertEquals(1, reason.lines().count(), reason);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
