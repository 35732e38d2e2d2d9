// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.nmr.Npi;

/** The exceptions that a method may throw at its caller: never a class that only the peer has named. */
final class Thrown {
    private static final Map<String, Constructor<?>> USUAL = usual();

    private final Map<String, Constructor<?>> constructors = new HashMap<>(USUAL);

    Thrown(Method method) {
        for (Class<?> declared : method.getExceptionTypes()) {
            if (!declared.getPackageName().equals(Npi.class.getPackageName())) { // these speak of this binding
                add(constructors, declared);
            }
        }
    }

    private static Map<String, Constructor<?>> usual() {
        Map<String, Constructor<?>> usual = new HashMap<>();
        List.of(
                        RuntimeException.class,
                        ArithmeticException.class,
                        CancellationException.class,
                        ClassCastException.class,
                        ConcurrentModificationException.class,
                        IllegalArgumentException.class,
                        IllegalStateException.class,
                        IndexOutOfBoundsException.class,
                        NoSuchElementException.class,
                        NullPointerException.class,
                        NumberFormatException.class,
                        RejectedExecutionException.class,
                        UnsupportedOperationException.class)
                .forEach(type -> add(usual, type));
        return Map.copyOf(usual);
    }

    private static void add(Map<String, Constructor<?>> constructors, Class<?> type) {
        try {
            if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
                constructors.put(type.getName(), type.getConstructor(String.class));
            }
        } catch (NoSuchMethodException none) {
            constructors.remove(type.getName()); // so it crosses as an IllegalStateException
        }
    }

    Throwable make(String typeName, String message) {
        Constructor<?> constructor = constructors.get(typeName);
        Throwable made = constructor == null ? null : make(constructor, message);
        if (made != null) {
            return made;
        }
        String type = typeName.replaceAll("[^ -~]", "?");
        return new IllegalStateException(message.isEmpty() ? type : type + ": " + message);
    }

    private static @Nullable Throwable make(Constructor<?> constructor, String message) {
        try {
            return (Throwable) constructor.newInstance(message);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError wrong) { // the code of its class
            return null;
        }
    }
}
